import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { GithubCodeHost } from './GithubCodeHost';
import { repositoryRef } from './__testUtils__/answers';
import {
  json,
  ScriptedGithub,
  SeenRequest,
} from './__testUtils__/ScriptedGithub';

const ref = { repository: repositoryRef, number: 42 };
const path = '/repos/acme/web/issues/comments/7';
const permissionPath = 'GET /repos/acme/web/collaborators/dana/permission';
const comment = {
  id: 7,
  body: '/preview keep',
  user: { login: 'dana', id: 3, type: 'User' },
  issue_url: 'http://localhost:7008/api/v3/repos/acme/web/issues/42',
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
};

function setUp(answer: object = comment) {
  const github = new ScriptedGithub().on(`GET ${path}`, answer);
  return { github, codeHost: GithubCodeHost.create(github.options()) };
}

describe('reading a comment that commands', () => {
  it('tells what matters of it', async () => {
    const { codeHost } = setUp();
    expect(await codeHost.readComment(ref, '7')).toEqual({
      id: '7',
      author: { login: 'dana', bot: false },
      body: '/preview keep',
      createdAt: '2026-01-01T00:00:00Z',
      edited: false,
    });
  });

  it.each`
    scenario         | change                                        | expected
    ${'was edited'}  | ${{ updated_at: '2026-01-01T00:00:09Z' }}     | ${{ edited: true }}
    ${'a bot wrote'} | ${{ user: { ...comment.user, type: 'Bot' } }} | ${{ author: { bot: true } }}
    ${'has no text'} | ${{ body: null }}                             | ${{ body: '' }}
  `('knows one that $scenario', async ({ change, expected }) => {
    const { codeHost } = setUp({ ...comment, ...change });
    expect(await codeHost.readComment(ref, '7')).toMatchObject(expected);
  });

  it.each`
    scenario                              | id                 | change
    ${'is on another pull request'}       | ${'7'}             | ${{ issue_url: 'http://x/issues/142' }}
    ${'was written by a deleted account'} | ${'7'}             | ${{ user: null }}
    ${'is not there'}                     | ${'8'}             | ${{}}
    ${'has an id that climbs'}            | ${'../../../user'} | ${{}}
  `('finds none that $scenario', async ({ id, change }) => {
    const { codeHost, github } = setUp({ ...comment, ...change });
    expect(await codeHost.readComment(ref, id)).toBeUndefined();
    expect(github.requests.some(({ path: seen }) => seen.includes('..'))).toBe(
      false,
    );
  });
});

describe('the right to command', () => {
  it.each`
    permission | may
    ${'admin'} | ${true}
    ${'write'} | ${true}
    ${'read'}  | ${false}
    ${'none'}  | ${false}
  `('is $may for who may $permission', async ({ permission, may }) => {
    const { github, codeHost } = setUp();
    github.on(permissionPath, { permission });
    expect(await codeHost.mayWrite(repositoryRef, 'dana')).toBe(may);
  });

  it('is not had by people whom the host does not know', async () => {
    expect(await setUp().codeHost.mayWrite(repositoryRef, 'dana')).toBe(false);
  });

  it('is asked for anew each time (rule 7.24)', async () => {
    const { github, codeHost } = setUp();
    github.on(permissionPath, { permission: 'write' });
    await codeHost.mayWrite(repositoryRef, 'dana');
    github.on(permissionPath, { permission: 'read' });
    expect(await codeHost.mayWrite(repositoryRef, 'dana')).toBe(false);
    await codeHost.mayWrite(repositoryRef, 'dana');
    const conditions = github.requests.map(({ headers }) =>
      headers.get('if-none-match'),
    );
    expect(conditions).toEqual([null, null, null]); // eslint-disable-line no-restricted-syntax -- what Headers answer for what is not there
  });

  it('is not granted while the host does not answer', async () => {
    const { github, codeHost } = setUp();
    github.on(permissionPath, () => json({ message: 'x' }, 502));
    await expect(codeHost.mayWrite(repositoryRef, 'dana')).rejects.toThrow(
      WaitingError,
    );
  });
});

describe('the sign on a comment', () => {
  it.each`
    reaction      | content
    ${'accepted'} | ${'+1'}
    ${'refused'}  | ${'confused'}
  `('is $content when it was $reaction', async ({ reaction, content }) => {
    const { github, codeHost } = setUp();
    const sent: unknown[] = [];
    github.on(`POST ${path}/reactions`, ({ body }: SeenRequest) => {
      sent.push(body);
      return json({ id: 1, content }, 201);
    });
    await codeHost.react(ref, '7', reaction);
    expect(sent).toEqual([{ content }]);
  });

  it('names the permission that it lacks', async () => {
    const { github, codeHost } = setUp();
    github.on(`POST ${path}/reactions`, () =>
      json({ message: 'Resource not accessible by integration' }, 403),
    );
    const reacting = codeHost.react(ref, '7', 'accepted');
    await expect(reacting).rejects.toThrow(RefusedError);
    await expect(reacting).rejects.toThrow('"Pull requests: write"');
  });
});
