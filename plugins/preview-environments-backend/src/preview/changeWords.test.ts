import {
  component,
  observed,
  previewId,
  pullRequest,
  record,
  sha,
} from './__testUtils__/builders';
import { changeKindAt } from './changeWords';
import { intend } from './intent';
import { obstacleTo } from './obstacles';

const onGithub = pullRequest().repository;
const onGitlab = { ...onGithub, changeKind: 'merge-request' as const };

/** Pull requests that the rules object to, each by another sentence. */
const objections = {
  'nobody asks': { labels: [] },
  'another base': { base: { ref: 'next' } },
  'a draft': { draft: true },
  'a bot': { author: { login: 'bot', bot: true } },
  'a fork': { head: { sha, ref: 'x', repositoryId: '99' } },
  closed: { state: 'closed', closedAt: '2026-03-01T11:30:00Z' },
} as const;

describe.each([
  ['pull request', onGithub],
  ['merge request', onGitlab],
] as const)('where it is called a %s', (name, repository) => {
  const other = name === 'pull request' ? /merge request/i : /pull request/i;

  it.each(Object.entries(objections))(
    'the reason says so: %s',
    (_scenario, change) => {
      const intent = intend(
        previewId,
        observed({
          pullRequest: pullRequest({
            ...change,
            labels: 'labels' in change ? [] : ['preview'],
            repository,
          }),
          record: undefined,
          components: [component('web', { trigger: { forks: 'never' } })],
        }),
      );
      const reason = 'reason' in intent && intent.reason;
      expect(reason).toMatch(new RegExp(name, 'i'));
      expect(reason).not.toMatch(other);
    },
  );

  it('what stands against a wish says so', () => {
    const closed = pullRequest({ repository, state: 'closed' });
    expect(
      obstacleTo('redeploy', record({ repository, pullRequest: closed })),
    ).toBe(`The ${name} is closed.`);
  });
});

it.each`
  scenario                                | own         | host            | expected
  ${'the host of ours says it'}           | ${onGitlab} | ${'github.com'} | ${'merge-request'}
  ${'another host may call it otherwise'} | ${onGitlab} | ${'gitlab.com'} | ${undefined}
  ${'the host says nothing of its own'}   | ${onGithub} | ${'github.com'} | ${undefined}
`('$scenario', ({ own, host, expected }) => {
  expect(changeKindAt(host, own)).toBe(expected);
});
