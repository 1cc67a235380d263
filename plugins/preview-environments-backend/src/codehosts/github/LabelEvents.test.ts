import { pullRequest, repositoryRef } from './__testUtils__/answers';
import { ScriptedGithub } from './__testUtils__/ScriptedGithub';
import { GithubCodeHost } from './GithubCodeHost';

const ref = { repository: repositoryRef, number: 42 };
const route = 'GET /repos/acme/web/issues/42/events';
const ada = { login: 'ada', type: 'User' };
const labeler = { login: 'labeler[bot]', type: 'Bot' };
const event = (
  name: string,
  label: string,
  actor: object | undefined = ada,
) => ({
  event: name,
  actor,
  label: { name: label },
});

async function read(answer: unknown) {
  const github = new ScriptedGithub().on(route, answer);
  const codeHost = GithubCodeHost.create(github.options());
  return codeHost.readLabelSetters(ref);
}

it.each([
  ['set once', [event('labeled', 'preview')], { preview: ada }],
  [
    'set by a bot',
    [event('labeled', 'preview', labeler)],
    { preview: labeler },
  ],
  [
    'taken off and set by somebody else',
    [
      event('labeled', 'preview'),
      event('unlabeled', 'preview'),
      event('labeled', 'preview', labeler),
    ],
    { preview: labeler },
  ],
  [
    'taken off',
    [event('labeled', 'preview'), event('unlabeled', 'preview')],
    {},
  ],
  [
    'set by an account that was deleted',
    [{ ...event('labeled', 'preview'), actor: null }],
    {},
  ],
  [
    'among other events',
    [{ event: 'closed', actor: ada }, event('labeled', 'preview')],
    { preview: ada },
  ],
])('knows who set a label that was %s', async (_scenario, events, expected) => {
  const people = Object.fromEntries(
    Object.entries(expected).map(([label, { login, type }]) => [
      label,
      { login, bot: type === 'Bot' },
    ]),
  );
  expect(await read(events)).toEqual(people);
});

it('knows nobody where there are more events than are read, or none are shown', async () => {
  const many = Array(100).fill(event('labeled', 'preview'));
  expect(await read(many)).toEqual({});
  const github = new ScriptedGithub().on(
    'GET /repos/acme/web/pulls/42',
    pullRequest(42),
  );
  const codeHost = GithubCodeHost.create(github.options());
  expect(await codeHost.readLabelSetters(ref)).toEqual({});
});
