import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { GitlabAnswer } from '@previewenv/test-sandbox/src/gitlab';
import { codeHostOn } from './__testUtils__/inProcess';
import { gitlabWorld } from './__testUtils__/world';

describe('what goes wrong at GitLab', () => {
  it.each`
    scenario                    | status | body                                                                    | headers                                                                       | error           | after        | says
    ${'the server has trouble'} | ${502} | ${undefined}                                                            | ${{}}                                                                         | ${WaitingError} | ${undefined} | ${'error 502'}
    ${'a limit with a time'}    | ${429} | ${'Retry later'}                                                        | ${{ 'retry-after': '42' }}                                                    | ${WaitingError} | ${42_000}    | ${'limits the rate'}
    ${'a limit with a reset'}   | ${429} | ${'Retry later'}                                                        | ${{ 'ratelimit-reset': '1767225630', date: 'Thu, 01 Jan 2026 00:00:00 GMT' }} | ${WaitingError} | ${30_000}    | ${'limits the rate'}
    ${'a limit without either'} | ${429} | ${undefined}                                                            | ${{}}                                                                         | ${WaitingError} | ${60_000}    | ${'limits the rate'}
    ${'a token that is over'}   | ${401} | ${{ error: 'invalid_token', error_description: 'Token is expired.' }}   | ${{}}                                                                         | ${RefusedError} | ${undefined} | ${'Token is expired.): renew the token'}
    ${'a scope that is short'}  | ${403} | ${{ error: 'insufficient_scope', error_description: 'Higher needed.' }} | ${{}}                                                                         | ${RefusedError} | ${undefined} | ${'the scope api'}
    ${'a role that is short'}   | ${403} | ${{ message: '403 Forbidden' }}                                         | ${{}}                                                                         | ${RefusedError} | ${undefined} | ${'the role Reporter'}
    ${'an odd refusal'}         | ${409} | ${{ message: { base: ['is odd'] } }}                                    | ${{}}                                                                         | ${RefusedError} | ${undefined} | ${'{"base":["is odd"]}'}
    ${'the page of a proxy'}    | ${200} | ${'<html>'}                                                             | ${{}}                                                                         | ${WaitingError} | ${undefined} | ${"not GitLab's"}
    ${'a redirect to nowhere'}  | ${301} | ${undefined}                                                            | ${{}}                                                                         | ${RefusedError} | ${undefined} | ${'answered 301'}
  `(
    'is told as what to do next: $scenario',
    async ({ status, body, headers, error: kind, after, says }) => {
      const { gitlab, codeHost, ref } = gitlabWorld();
      gitlab.interfere(() => new GitlabAnswer(status, body, headers));
      const error = await codeHost.readPullRequest(ref).catch(caught => caught);
      expect(error).toBeInstanceOf(kind);
      expect(error.message).toContain(says);
      expect(error.afterMilliseconds).toBe(after);
    },
  );

  it('passes by itself when nobody answers', async () => {
    const { gitlab, codeHost, ref } = gitlabWorld();
    gitlab.interfere(() => {
      throw new TypeError('fetch failed');
    });
    await expect(codeHost.readPullRequest(ref)).rejects.toThrow(
      'gitlab.sandbox cannot be reached: fetch failed',
    );
  });

  it('leaves a host alone that asked for it, without another request', async () => {
    const { gitlab, codeHost, ref } = gitlabWorld();
    gitlab.interfere(
      () => new GitlabAnswer(429, undefined, { 'retry-after': '30' }),
    );
    await expect(codeHost.readPullRequest(ref)).rejects.toThrow(WaitingError);
    const { length } = gitlab.requests;
    await expect(codeHost.listOpenPullRequests(ref.repository)).rejects.toThrow(
      WaitingError,
    );
    expect(gitlab.requests).toHaveLength(length);
    expect(codeHost.quotas()).toMatchObject([
      { host: 'gitlab.sandbox', requests: { limited: 1 } },
    ]);
  });

  it('knows from the answers when few requests are left', async () => {
    const { gitlab, codeHost, repository } = gitlabWorld();
    expect(codeHost.shortOfRequests(repository)).toBeUndefined();
    gitlab.interfere(({ path }) =>
      path.startsWith('/projects/acme')
        ? new GitlabAnswer(
            200,
            {
              id: 7,
              path_with_namespace: 'acme/shop/web',
              default_branch: 'x',
            },
            {
              'ratelimit-name': 'throttle_authenticated_api',
              'ratelimit-limit': '2000',
              'ratelimit-remaining': '300',
              'ratelimit-reset': '1767225640',
              date: 'Thu, 01 Jan 2026 00:00:00 GMT',
            },
          )
        : undefined,
    );
    await codeHost.readRepository(repository);
    expect(codeHost.shortOfRequests(repository)).toBe(40_000);
  });

  it('never tells the token', async () => {
    const { gitlab, ref } = gitlabWorld();
    const codeHost = codeHostOn(gitlab, { token: 'glpat-secret' });
    const error = await codeHost.readPullRequest(ref).catch(caught => caught);
    expect(error).toBeInstanceOf(RefusedError);
    expect(JSON.stringify([error.message, error.cause])).not.toContain(
      'glpat-secret',
    );
  });
});

describe('a project', () => {
  it.each(['../../user', 'acme/..', 'acme//shop', 'acme/%2e%2e', ''])(
    'cannot be called %p',
    async owner => {
      const { gitlab, codeHost, repository } = gitlabWorld();
      await expect(
        codeHost.readRepository({ ...repository, owner }),
      ).rejects.toThrow(RefusedError);
      expect(gitlab.requests).toEqual([]);
    },
  );

  it('is followed to its new name, and written to by its number', async () => {
    const { hub, codeHost, project, ref } = gitlabWorld();
    const before = await codeHost.readRepository(ref.repository);
    project.formerPaths.push(project.fullPath);
    project.fullPath = 'acme/front/site';
    expect(await codeHost.readRepository(ref.repository)).toEqual({
      ...before,
      owner: 'acme/front',
      name: 'site',
    });
    const text = { marker: 'mark', body: 'mark', commentId: undefined };
    expect(await codeHost.writeComment(ref, text)).toMatchObject({
      written: true,
    });
    expect(hub.projects).toHaveLength(1);
  });

  it('says that its pull requests are called merge requests', async () => {
    const { codeHost, ref, repository } = gitlabWorld();
    const changeKind = 'merge-request';
    const pull = await codeHost.readPullRequest(ref);
    expect(pull?.repository).toMatchObject({ changeKind });
    expect(await codeHost.readRepository(repository)).toMatchObject({
      changeKind,
    });
  });

  it('is another one once its name is given away', async () => {
    const { hub, ada, codeHost, project, ref } = gitlabWorld();
    await codeHost.readPullRequest(ref);
    project.fullPath = 'acme/old/web';
    const heir = hub.addProject('acme/shop/web', ada);
    project.mergeRequests.clear();
    expect(await codeHost.readPullRequest(ref)).toBeUndefined();
    expect((await codeHost.readRepository(ref.repository)).id).toBe(
      String(heir.id),
    );
  });

  it.each`
    archived | expected
    ${true}  | ${true}
    ${false} | ${undefined}
  `(
    'says whether it is archived: $archived',
    async ({ archived, expected }) => {
      const { codeHost, project, ref } = gitlabWorld();
      project.archived = archived;
      const pull = await codeHost.readPullRequest(ref);
      expect(pull?.repository.archived).toBe(expected);
    },
  );

  it('is not read again for every look', async () => {
    const { gitlab, codeHost, ref } = gitlabWorld();
    await codeHost.readPullRequest(ref);
    gitlab.requests.length = 0;
    await codeHost.readPullRequest(ref);
    expect(gitlab.requests).toHaveLength(1);
  });
});

describe('a merge request', () => {
  it.each`
    scenario             | state       | mergedAt        | closedAt        | expected
    ${'is open'}         | ${'opened'} | ${undefined}    | ${undefined}    | ${['open', undefined]}
    ${'is being merged'} | ${'locked'} | ${undefined}    | ${undefined}    | ${['open', undefined]}
    ${'was merged'}      | ${'merged'} | ${'2026-02-01'} | ${undefined}    | ${['closed', '2026-02-01T00:00:00.000Z']}
    ${'was closed'}      | ${'closed'} | ${undefined}    | ${'2026-02-02'} | ${['closed', '2026-02-02T00:00:00.000Z']}
  `('that $scenario', async ({ state, mergedAt, closedAt, expected }) => {
    const { codeHost, mergeRequest, ref } = gitlabWorld();
    const date = (day: string | undefined) => day && new Date(day);
    Object.assign(mergeRequest, {
      state,
      mergedAt: date(mergedAt),
      closedAt: date(closedAt),
    });
    const pull = await codeHost.readPullRequest(ref);
    expect([pull?.state, pull?.closedAt]).toEqual(expected);
  });

  it.each`
    title                   | draft    | expected
    ${'Draft: Add a cart'}  | ${true}  | ${'Add a cart'}
    ${'[Draft] Add a cart'} | ${true}  | ${'Add a cart'}
    ${'Drafts are shown'}   | ${false} | ${'Drafts are shown'}
  `('called "$title"', async ({ title, draft, expected }) => {
    const { codeHost, mergeRequest, ref } = gitlabWorld();
    mergeRequest.title = title;
    const pull = await codeHost.readPullRequest(ref);
    expect([pull?.draft, pull?.title]).toEqual([draft, expected]);
  });

  it('of a fork names it, and nothing once the fork was deleted', async () => {
    const { hub, ada, codeHost, open, repository } = gitlabWorld();
    const fork = hub.addProject('eve/web', hub.addUser('eve'));
    const forked = open('forked', { source: fork, author: ada });
    const ref = { repository, number: forked.iid };
    const read = await codeHost.readPullRequest(ref);
    expect(read?.head.repositoryId).toBe(String(fork.id));
    expect(read?.head.repositoryId).not.toBe(read?.repository.id);
    forked.source = undefined;
    const later = await codeHost.readPullRequest(ref);
    expect(later?.head.repositoryId).toBeUndefined();
  });

  it('without a commit is refused alone, and left out of the list', async () => {
    const { codeHost, open, repository } = gitlabWorld();
    const empty = open('empty');
    empty.sha = undefined;
    await expect(
      codeHost.readPullRequest({ repository, number: empty.iid }),
    ).rejects.toThrow(/merge request !2 of acme\/shop\/web has no commit/);
    const listing = await codeHost.listOpenPullRequests(repository);
    expect(
      listing.kind === 'complete' &&
        listing.pullRequests.map(({ number }) => number),
    ).toEqual([1]);
  });

  it.each`
    username                     | bot      | expected
    ${'ann'}                     | ${false} | ${false}
    ${'renovate'}                | ${true}  | ${true}
    ${'project_7_bot_1a2b3c'}    | ${false} | ${true}
    ${'group_7_bot'}             | ${false} | ${true}
    ${'service_account_42'}      | ${false} | ${true}
    ${'my_project_7_bot_1a2b3c'} | ${false} | ${false}
  `('of $username, a bot: $expected', async ({ username, bot, expected }) => {
    const { hub, codeHost, open, repository } = gitlabWorld();
    const author = hub.addUser(username, { bot });
    const { iid: number } = open('theirs', { author });
    const pull = await codeHost.readPullRequest({ repository, number });
    expect(pull?.author).toEqual({ login: username, bot: expected });
  });

  it('asks once who somebody is, for all of a list', async () => {
    const { gitlab, hub, codeHost, open, repository } = gitlabWorld();
    const author = hub.addUser('ann');
    for (let index = 0; index < 5; index++) open(`ann-${index}`, { author });
    await codeHost.listOpenPullRequests(repository);
    await codeHost.listOpenPullRequests(repository);
    const asked = gitlab.requests.filter(({ path }) =>
      path.startsWith('/users/'),
    );
    expect(asked).toHaveLength(2);
  });
});

describe('a listing', () => {
  it('that breaks off is no listing', async () => {
    const { gitlab, codeHost, open, repository } = gitlabWorld();
    for (let index = 0; index < 120; index++) open(`b${index}`);
    gitlab.interfere(({ path }) =>
      path.includes('page=2') ? new GitlabAnswer(500, undefined) : undefined,
    );
    await expect(codeHost.listOpenPullRequests(repository)).rejects.toThrow(
      WaitingError,
    );
  });

  it('of merge requests that are switched off is refused', async () => {
    const { gitlab, codeHost, repository } = gitlabWorld();
    gitlab.interfere(({ path }) =>
      path.includes('merge_requests')
        ? new GitlabAnswer(404, { message: '404 Not Found' })
        : undefined,
    );
    await expect(codeHost.listOpenPullRequests(repository)).rejects.toThrow(
      RefusedError,
    );
  });

  it('asks conditionally, and is known again by another replica', async () => {
    const { gitlab, codeHost, repository } = gitlabWorld();
    await codeHost.listOpenPullRequests(repository);
    const again = await codeHost.listOpenPullRequests(repository);
    expect(again).toEqual({ kind: 'unchanged' });
    const { requests } = codeHost.quotas()[0];
    expect(requests.unchanged).toBe(2);
    const other = await codeHostOn(gitlab).listOpenPullRequests(repository);
    expect(other.kind).toBe('complete');
  });
});
