import { RefusedError } from '@previewenv/plugin-preview-environments-node';
import { GithubCodeHost } from './GithubCodeHost';
import {
  content,
  pullRequest,
  repository,
  repositoryRef,
} from './__testUtils__/answers';
import { json, ScriptedGithub } from './__testUtils__/ScriptedGithub';

const now = new Date('2026-01-01T00:00:00Z');

function setUp(clock: () => Date = () => now) {
  const github = new ScriptedGithub().on('GET /repos/acme/web', repository);
  return { github, codeHost: GithubCodeHost.create(github.options(clock)) };
}

describe('reading a file of the default branch', () => {
  const filePath = 'GET /repos/acme/web/contents/deploy/preview.yaml';
  const read = (codeHost: GithubCodeHost) =>
    codeHost.readFile(repositoryRef, 'deploy/preview.yaml');

  it('remembers it until a push is heard of', async () => {
    const { github, codeHost } = setUp();
    github.on(filePath, content('a: ä', 'one'));
    expect(await read(codeHost)).toEqual({ text: 'a: ä', revision: 'one' });
    github.on(filePath, content('a: 2', 'two'));
    expect((await read(codeHost))?.revision).toBe('one');
    codeHost.forgetFiles({ ...repositoryRef, owner: 'Acme' });
    expect((await read(codeHost))?.revision).toBe('two');
    expect(github.requests).toHaveLength(2);
  });

  it('does not remember what was read before a push was heard of', async () => {
    const { github, codeHost } = setUp();
    github.on(filePath, () => {
      codeHost.forgetFiles(repositoryRef);
      return json(content('a: 1', 'one'));
    });
    await read(codeHost);
    github.on(filePath, content('a: 2', 'two'));
    expect((await read(codeHost))?.revision).toBe('two');
  });

  it('asks again after ten minutes, should the push not be heard of', async () => {
    let time = now;
    const { github, codeHost } = setUp(() => time);
    github.on(filePath, content('a: 1', 'one'));
    await read(codeHost);
    time = new Date(now.getTime() + 10 * 60_000);
    await read(codeHost);
    expect(github.requests).toHaveLength(2);
    expect(github.charged()).toHaveLength(1);
  });

  it.each`
    scenario                                         | pushes            | minutes | requests
    ${'listings say that nothing was pushed'}        | ${['one', 'one']} | ${18}   | ${1}
    ${'a listing knows of another push'}             | ${['one', 'two']} | ${18}   | ${2}
    ${'nobody knows of the push before it was read'} | ${['', 'one']}    | ${18}   | ${2}
    ${'the last listing was too long ago'}           | ${['one', '']}    | ${18}   | ${2}
    ${'a listing could be late for too long'}        | ${['one', 'one']} | ${360}  | ${2}
  `('asks $requests times when $scenario', async row => {
    let time = now;
    const { github, codeHost } = setUp(() => time);
    const list = async (push: string) => {
      const pushed = { ...repository, pushed_at: push || undefined };
      github.on('GET /repos/acme/web/pulls', [
        pullRequest(1, { base: { ref: 'main', repo: pushed } }),
      ]);
      if (push) await codeHost.listOpenPullRequests(repositoryRef);
    };
    let requests = 0;
    github.on(filePath, () => {
      requests++;
      return json(content('a: 1', 'one'));
    });
    await list(row.pushes[0]);
    await read(codeHost);
    time = new Date(now.getTime() + (row.minutes - 1) * 60_000);
    await list(row.pushes[1]);
    time = new Date(now.getTime() + row.minutes * 60_000);
    await read(codeHost);
    expect(requests).toBe(row.requests);
  });

  it.each`
    scenario                               | branch                 | repositoryStatus | expected
    ${'in a repository that can be read'}  | ${() => json({})}      | ${200}           | ${/^absent$/}
    ${'in a repository without a commit'}  | ${() => json({}, 409)} | ${200}           | ${/^absent$/}
    ${'in a branch that cannot be read'}   | ${() => json({}, 404)} | ${200}           | ${/main cannot be read: .*"Contents: read"/}
    ${'without the permission'}            | ${() => json({}, 403)} | ${200}           | ${/"Contents: read"/}
    ${'in a repository that is not shown'} | ${() => json({})}      | ${404}           | ${/repository acme\/web cannot be read/}
  `(
    'believes that it is absent only $scenario (rule 7.21)',
    async ({ branch, repositoryStatus, expected }) => {
      const { github, codeHost } = setUp();
      github
        .on('GET /repos/acme/web/git/ref/heads/main', branch)
        .on('GET /repos/acme/web', () => json(repository, repositoryStatus));
      const said = await read(codeHost).catch(error => error.message);
      expect(said ?? 'absent').toMatch(expected);
    },
  );

  it.each`
    scenario          | answer
    ${'a folder'}     | ${[]}
    ${'a submodule'}  | ${{ type: 'submodule', sha: 'x' }}
    ${'a large file'} | ${{ type: 'file', encoding: 'none', content: '', sha: 'x' }}
  `('refuses $scenario', async ({ answer }) => {
    const { github, codeHost } = setUp();
    github.on(filePath, answer);
    await expect(read(codeHost)).rejects.toThrow(RefusedError);
  });

  it.each(['../../user', '/etc/passwd', 'a//b', './x', 'a/../../b', ''])(
    'never leaves the repository for the path %j',
    async path => {
      const { github, codeHost } = setUp();
      await expect(codeHost.readFile(repositoryRef, path)).rejects.toThrow(
        RefusedError,
      );
      expect(github.requests).toEqual([]);
    },
  );

  it('encodes what would be a query', async () => {
    const { github, codeHost } = setUp();
    const asked: string[] = [];
    const fetchBefore = github.fetch;
    const spying = GithubCodeHost.create({
      ...github.options(),
      fetch: (input, init) => {
        asked.push(String(input));
        return fetchBefore(input, init);
      },
    });
    await spying.readFile(repositoryRef, 'a b/c?ref=x#y.yaml').catch(() => {});
    expect(codeHost.serves('localhost:7008')).toBe(true);
    expect(asked[0]).toMatch(/\/contents\/a%20b\/c%3Fref%3Dx%23y\.yaml$/);
  });
});
