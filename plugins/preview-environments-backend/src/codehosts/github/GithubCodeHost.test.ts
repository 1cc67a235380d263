import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { GithubCodeHost } from './GithubCodeHost';
import {
  headSha,
  pullRequest,
  repository,
  repositoryRef,
} from './__testUtils__/answers';
import { json, ScriptedGithub } from './__testUtils__/ScriptedGithub';

const now = new Date('2026-01-01T00:00:00Z');
const ref = { repository: repositoryRef, number: 42 };
const pullPath = 'GET /repos/acme/web/pulls/42';

function setUp(clock: () => Date = () => now) {
  const github = new ScriptedGithub().on('GET /repos/acme/web', repository);
  const codeHost = GithubCodeHost.create(github.options(clock));
  return { github, codeHost };
}

describe('reading a pull request', () => {
  it('reads what matters of it', async () => {
    const { github, codeHost } = setUp();
    github.on(pullPath, pullRequest(42));
    expect(await codeHost.readPullRequest(ref)).toEqual({
      repository: {
        host: 'localhost:7008',
        owner: 'acme',
        name: 'web',
        id: '7',
        defaultBranch: 'main',
      },
      number: 42,
      title: 'Change 42',
      url: 'http://localhost:7008/acme/web/pull/42',
      author: { login: 'ada', bot: false },
      state: 'open',
      draft: false,
      labels: ['preview'],
      head: { sha: headSha, ref: 'change', repositoryId: '7' },
      base: { ref: 'main' },
      updatedAt: '2026-01-01T00:00:00Z',
      closedAt: undefined,
    });
    expect(github.requests[0].headers.get('authorization')).toBe('Bearer ours');
  });

  it.each`
    scenario                         | changes                                                                      | expected
    ${'a fork that was deleted'}     | ${{ head: { sha: headSha, ref: 'x', repo: null } }}                          | ${{ head: { sha: headSha, ref: 'x' } }}
    ${'a fork'}                      | ${{ head: { sha: headSha, ref: 'x', repo: { id: 8 } } }}                     | ${{ head: { repositoryId: '8' } }}
    ${'an account that was deleted'} | ${{ user: null }}                                                            | ${{ author: { login: 'ghost', bot: false } }}
    ${'a bot'}                       | ${{ user: { id: 1, login: 'b[bot]', type: 'Bot' } }}                         | ${{ author: { login: 'b[bot]', bot: true } }}
    ${'a closed one'}                | ${{ state: 'closed', closed_at: '2026-01-02T00:00:00Z' }}                    | ${{ state: 'closed', closedAt: '2026-01-02T00:00:00Z' }}
    ${'an archived repository'}      | ${{ base: { ref: 'main', repo: { ...repository, archived: true } } }}        | ${{ repository: { id: '7', archived: true } }}
    ${'a repository for all'}        | ${{ base: { ref: 'main', repo: { ...repository, private: false } } }}        | ${{ repository: { id: '7', public: true } }}
    ${'what its description names'}  | ${{ body: 'Depends-On: acme/cart#12, http://localhost:7008/acme/x/pull/1' }} | ${{ dependsOn: [{ repository: { ...repositoryRef, name: 'cart' }, number: 12 }] }}
  `('understands $scenario', async ({ changes, expected }) => {
    const { github, codeHost } = setUp();
    github.on(pullPath, pullRequest(42, changes));
    expect(await codeHost.readPullRequest(ref)).toMatchObject(expected);
  });

  it('costs nothing while it has not changed (rule 7.24)', async () => {
    const { github, codeHost } = setUp();
    github.on(pullPath, pullRequest(42));
    const first = await codeHost.readPullRequest(ref);
    github.forgetRequests();
    expect(await codeHost.readPullRequest(ref)).toEqual(first);
    expect(github.charged()).toEqual([]);
    github.on(pullPath, pullRequest(42, { title: 'Other' }));
    expect(await codeHost.readPullRequest(ref)).toMatchObject({
      title: 'Other',
    });
    expect(github.charged()).toEqual([pullPath]);
  });

  it('reads anew with a new token, because entity tags are bound to one', async () => {
    const { github, codeHost } = setUp();
    github.on(pullPath, pullRequest(42));
    await codeHost.readPullRequest(ref);
    github.forgetRequests();
    github.token = 'an hour later';
    await codeHost.readPullRequest(ref);
    expect(github.charged()).toEqual([pullPath]);
    github.forgetRequests();
    github.token = 'ours';
    await codeHost.readPullRequest(ref);
    expect(github.charged()).toEqual([]);
  });

  it('knows an absent pull request from an unreadable repository', async () => {
    const { github, codeHost } = setUp();
    expect(await codeHost.readPullRequest(ref)).toBeUndefined();
    github.on('GET /repos/acme/web', () => json({}, 404));
    await expect(codeHost.readPullRequest(ref)).rejects.toThrow(
      /^repository acme\/web cannot be read: localhost:7008 does not show it to our token\. /,
    );
    github.token = undefined;
    await expect(codeHost.readPullRequest(ref)).rejects.toThrow(
      'set a token or a GitHub App under integrations.github',
    );
  });

  it('takes an answer that is not from GitHub for an outage', async () => {
    const { github, codeHost } = setUp();
    github.on(pullPath, () => new Response('<html>Sign in to the proxy'));
    await expect(codeHost.readPullRequest(ref)).rejects.toThrow(WaitingError);
  });
});

describe('errors', () => {
  const soon = String(now.getTime() / 1000 + 90);
  it.each`
    scenario                        | status | headers                                                                                               | message                                       | kind            | after        | says
    ${'a primary limit'}            | ${403} | ${{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': soon }}                                        | ${'API rate limit exceeded'}                  | ${WaitingError} | ${90_000}    | ${'limits the rate'}
    ${'a limit of another clock'}   | ${429} | ${{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': soon, date: 'Thu, 01 Jan 2026 00:01:00 GMT' }} | ${''}                                         | ${WaitingError} | ${30_000}    | ${'limits the rate'}
    ${'a secondary limit'}          | ${403} | ${{ 'retry-after': '17' }}                                                                            | ${'You have exceeded a secondary rate limit'} | ${WaitingError} | ${17_000}    | ${'limits the rate'}
    ${'a limit without a time'}     | ${403} | ${{}}                                                                                                 | ${'You have exceeded a secondary rate limit'} | ${WaitingError} | ${60_000}    | ${'limits the rate'}
    ${'too many requests'}          | ${429} | ${{}}                                                                                                 | ${''}                                         | ${WaitingError} | ${60_000}    | ${'limits the rate'}
    ${'an outage'}                  | ${502} | ${{}}                                                                                                 | ${'Server Error'}                             | ${WaitingError} | ${undefined} | ${'error 502'}
    ${'a missing permission'}       | ${403} | ${{}}                                                                                                 | ${'Resource not accessible by integration'}   | ${RefusedError} | ${undefined} | ${/read pull requests in acme\/web .*"Pull requests: read"/}
    ${'a permission that is named'} | ${403} | ${{ 'x-accepted-github-permissions': 'pull_requests=read' }}                                          | ${'Resource not accessible'}                  | ${RefusedError} | ${undefined} | ${'"pull_requests=read"'}
    ${'a bad token'}                | ${401} | ${{}}                                                                                                 | ${'Bad credentials'}                          | ${RefusedError} | ${undefined} | ${'renew the token'}
    ${'a blocked repository'}       | ${451} | ${{}}                                                                                                 | ${'Repository access blocked'}                | ${RefusedError} | ${undefined} | ${/451 \(Repository access blocked/}
  `('of $scenario say what to do next', async row => {
    const { status, headers, message, kind, after, says } = row;
    const { github, codeHost } = setUp();
    github.on(pullPath, () => json({ message }, status, headers));
    const error = await codeHost.readPullRequest(ref).catch(caught => caught);
    expect(error).toBeInstanceOf(kind);
    expect(error.message).toMatch(says);
    expect(error.afterMilliseconds).toBe(after);
  });

  it.each`
    scenario                 | failure
    ${'no connection'}       | ${new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') })}
    ${'a request too long'}  | ${new DOMException('aborted', 'TimeoutError')}
    ${'a request cut short'} | ${new DOMException('aborted', 'AbortError')}
  `('of $scenario are outages', async ({ failure }) => {
    const { github, codeHost } = setUp();
    github.on(pullPath, () => {
      throw failure;
    });
    await expect(codeHost.readPullRequest(ref)).rejects.toThrow(
      /^localhost:7008 cannot be reached: /,
    );
    await expect(codeHost.readPullRequest(ref)).rejects.toThrow(WaitingError);
  });

  it('never show the token', async () => {
    const { github, codeHost } = setUp();
    github.token = 'secret-token';
    github.on(pullPath, () => json({ message: 'no' }, 403));
    const error = await codeHost.readPullRequest(ref).catch(caught => caught);
    expect(error.message).not.toContain('secret-token');
  });

  it.each`
    scenario                    | repositoryName
    ${'a name that climbs'}     | ${{ ...repositoryRef, name: '..' }}
    ${'an owner with a slash'}  | ${{ ...repositoryRef, owner: 'acme/web' }}
    ${'a host we do not serve'} | ${{ ...repositoryRef, host: 'evil.example.com' }}
  `('come before any request for $scenario', async ({ repositoryName }) => {
    const { github, codeHost } = setUp();
    await expect(
      codeHost.readPullRequest({ repository: repositoryName, number: 1 }),
    ).rejects.toThrow(RefusedError);
    expect(github.requests).toEqual([]);
  });
});

describe('listing open pull requests', () => {
  const page = (number: number) =>
    `GET /repos/acme/web/pulls?state=open&sort=created&direction=asc&per_page=100&page=${number}`;
  const many = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => pullRequest(from + index));

  it('reads all pages, then costs nothing until one has changed', async () => {
    const { github, codeHost } = setUp();
    github.on(page(1), many(1, 100)).on(page(2), many(101, 20));
    const listing = await codeHost.listOpenPullRequests(repositoryRef);
    expect(listing.kind === 'complete' && listing.pullRequests).toHaveLength(
      120,
    );
    github.forgetRequests();
    expect(await codeHost.listOpenPullRequests(repositoryRef)).toEqual({
      kind: 'unchanged',
    });
    expect(github.charged()).toEqual([]);
    github.on(page(2), many(101, 21));
    const changed = await codeHost.listOpenPullRequests(repositoryRef);
    expect(changed.kind === 'complete' && changed.pullRequests).toHaveLength(
      121,
    );
    expect(github.charged()).toHaveLength(1);
  });

  it('finds the one that opens a new page, although the first is unchanged', async () => {
    const { github, codeHost } = setUp();
    github.on(page(1), many(1, 100)).on(page(2), []);
    await codeHost.listOpenPullRequests(repositoryRef);
    github.on(page(2), many(101, 1));
    const listing = await codeHost.listOpenPullRequests(repositoryRef);
    expect(listing.kind === 'complete' && listing.pullRequests).toHaveLength(
      101,
    );
  });

  it('follows a page that is not full when there is another', async () => {
    const { github, codeHost } = setUp();
    const link = '<http://localhost:7008/x>; rel="next"';
    github
      .on(page(1), () => json(many(1, 30), 200, { link }))
      .on(page(2), many(31, 2));
    const listing = await codeHost.listOpenPullRequests(repositoryRef);
    expect(listing.kind === 'complete' && listing.pullRequests).toHaveLength(
      32,
    );
  });

  it('names one that moved to the next page once', async () => {
    const { github, codeHost } = setUp();
    github.on(page(1), many(1, 100)).on(page(2), many(100, 2));
    const listing = await codeHost.listOpenPullRequests(repositoryRef);
    expect(listing.kind === 'complete' && listing.pullRequests).toHaveLength(
      101,
    );
  });

  it.each([404, 500, 403])(
    'throws when a later page answers %d, so that nothing is concluded from half a list',
    async status => {
      const { github, codeHost } = setUp();
      github
        .on(page(1), many(1, 100))
        .on(page(2), () => json({ message: 'no' }, status));
      await expect(
        codeHost.listOpenPullRequests(repositoryRef),
      ).rejects.toThrow();
    },
  );
});

describe('listing changed files', () => {
  it('names where a file was and is', async () => {
    const { github, codeHost } = setUp();
    github.on('GET /repos/acme/web/pulls/42/files', [
      { filename: 'web/a.ts' },
      { filename: 'api/b.ts', previous_filename: 'web/b.ts' },
    ]);
    expect(await codeHost.listChangedFiles(ref)).toEqual({
      files: ['web/a.ts', 'api/b.ts', 'web/b.ts'],
      complete: true,
    });
  });

  it('is not complete at the 3,000 files that GitHub names', async () => {
    const { github, codeHost } = setUp();
    github.on(
      'GET /repos/acme/web/pulls/42/files',
      ({ path }: { path: string }) =>
        json(
          Array.from({ length: 100 }, (_, index) => ({
            filename: `${new URLSearchParams(path.split('?')[1]).get(
              'page',
            )}/${index}`,
          })),
        ),
    );
    const { files, complete } = await codeHost.listChangedFiles(ref);
    expect(files).toHaveLength(3_000);
    expect(complete).toBe(false);
  });
});

describe('reading a branch', () => {
  const path = 'GET /repos/acme/web/branches/new%2Fbasket';
  const answer = { name: 'new/basket', commit: { sha: headSha } };
  const read = ({ codeHost }: ReturnType<typeof setUp>) =>
    codeHost.readBranch(repositoryRef, 'new/basket');

  it('reads its head', async () => {
    const parts = setUp();
    parts.github.on(path, answer);
    expect(await read(parts)).toMatchObject({
      repository: { id: '7', defaultBranch: 'main' },
      name: 'new/basket',
      headSha,
      url: 'https://localhost:7008/acme/web/tree/new/basket',
    });
  });

  it('is of no branch that was renamed to something else', async () => {
    const parts = setUp();
    parts.github.on(path, { ...answer, name: 'basket' });
    expect(await read(parts)).toBeUndefined();
  });

  it('is undefined where a repository that can be read has none', async () => {
    expect(await read(setUp())).toBeUndefined();
  });
});
