import { RefusedError } from '@previewenv/plugin-preview-environments-node';
import { GitlabAnswer } from '@previewenv/test-sandbox/src/gitlab';
import { inProcessHost } from './__testUtils__/inProcess';
import { gitlabWorld } from './__testUtils__/world';

describe('a branch', () => {
  it('is that of its project, with its page', async () => {
    const { codeHost, hub, project, repository } = gitlabWorld();
    const { sha } = hub.commit(project, 'new/basket', new Map(), 'main');
    expect(await codeHost.readBranch(repository, 'new/basket')).toEqual({
      repository: await codeHost.readRepository(repository),
      name: 'new/basket',
      headSha: sha,
      url: 'http://gitlab.sandbox/acme/shop/web/-/tree/new/basket',
    });
  });

  it('costs one request beside a listing', async () => {
    const { codeHost, gitlab, repository } = gitlabWorld();
    await codeHost.listOpenPullRequests(repository);
    gitlab.requests.length = 0;
    await codeHost.readBranch(repository, 'change');
    expect(gitlab.requests.map(({ path }) => path)).toEqual([
      expect.stringMatching(/^\/projects\/\d+\/repository\/branches\/change$/),
    ]);
  });

  it('is that of the heir once the name of its project is given away', async () => {
    const { codeHost, hub, ada, project, repository } = gitlabWorld();
    await codeHost.readBranch(repository, 'change');
    project.fullPath = 'acme/old/web';
    project.branches.delete('change');
    const heir = hub.addProject('acme/shop/web', ada);
    const { sha } = hub.commit(heir, 'change', new Map(), 'main');
    expect(await codeHost.readBranch(repository, 'change')).toMatchObject({
      repository: { id: String(heir.id) },
      headSha: sha,
    });
  });

  it.each([
    '..',
    '../../../../user',
    '.',
    '-f',
    'a..b',
    'a b',
    'a\0b',
    '',
    '@',
    '\ud800',
  ])('is never asked for as %j, which is no name', async name => {
    const { codeHost, gitlab, repository } = gitlabWorld();
    expect(await codeHost.readBranch(repository, name)).toBeUndefined();
    const { id } = await codeHost.readRepository(repository);
    expect(new Set(gitlab.requests.map(({ path }) => path))).toEqual(
      new Set([
        '/projects/acme/shop/web',
        `/projects/${id}/repository/branches/main`,
      ]),
    );
  });

  it('is another one when GitLab answers by another name', async () => {
    const { codeHost, gitlab, repository } = gitlabWorld();
    const answer = {
      name: 'basket',
      commit: { id: 'a'.repeat(40) },
      web_url: 'http://gitlab.sandbox/acme/shop/web/-/tree/basket',
    };
    gitlab.interfere(({ path }) =>
      path.endsWith('/branches/Basket')
        ? new GitlabAnswer(200, answer)
        : undefined,
    );
    expect(await codeHost.readBranch(repository, 'Basket')).toBeUndefined();
  });

  it('is not said to be gone where no branch can be read', async () => {
    const { codeHost, gitlab, repository } = gitlabWorld();
    gitlab.interfere(({ path }) =>
      path.includes('/repository/')
        ? new GitlabAnswer(404, { message: '404 Not Found' })
        : undefined,
    );
    const error = await codeHost
      .readBranch(repository, 'change')
      .catch(caught => caught);
    expect(error).toBeInstanceOf(RefusedError);
    expect(error.message).toMatch(/the branch main cannot be read/);
  });

  it('is not there in a project without a commit', async () => {
    const { hub, ada, codeHost, repository } = gitlabWorld();
    hub.addProject('acme/shop/empty', ada).branches.clear();
    const empty = { ...repository, name: 'empty' };
    expect(await codeHost.readBranch(empty, 'main')).toBeUndefined();
  });

  it('is read after an absent file has proved that branches can be', async () => {
    const { codeHost, repository } = gitlabWorld();
    await codeHost.readFile(repository, 'absent.yaml');
    const branch = await codeHost.readBranch(repository, 'main');
    expect(branch?.headSha).toMatch(/^[0-9a-f]{40}$/);
  });
});

describe('the deployment of a branch', () => {
  const report = (branch: string, sha: string) => ({
    marker: 'test:web-br',
    deploymentId: undefined,
    sha,
    environment: 'preview',
    branch,
    state: 'success' as const,
    url: `https://${sha}.example.com/`,
    logUrl: undefined,
    description: 'It answers.',
  });

  it('has an environment of its own for each branch, and ends it alone', async () => {
    const { codeHost, hub, project, repository } = gitlabWorld();
    const ref = { repository, number: 0 };
    const reports = ['one', 'new/two'].map(name =>
      report(name, hub.commit(project, name, new Map(), 'main').sha),
    );
    for (const one of reports) await codeHost.writeDeployment(ref, one);
    expect(project.deployments).toMatchObject([
      { ref: 'one', sha: reports[0].sha },
      { ref: 'new/two', sha: reports[1].sha },
    ]);
    const over = { state: 'inactive' as const, url: undefined };
    await codeHost.writeDeployment(ref, { ...reports[0], ...over });
    expect(project.environments).toMatchObject([
      { state: 'stopped', externalUrl: reports[0].url },
      { state: 'available', externalUrl: reports[1].url },
    ]);
  });
});

describe('a project', () => {
  it.each`
    visibility    | mergeRequestsFor | expected
    ${'public'}   | ${'enabled'}     | ${true}
    ${'public'}   | ${'private'}     | ${undefined}
    ${'internal'} | ${'enabled'}     | ${undefined}
    ${'private'}  | ${'enabled'}     | ${undefined}
  `(
    'that is $visibility, with merge requests $mergeRequestsFor, is public: $expected',
    async ({ expected, ...fields }) => {
      const { codeHost, project, ref, repository } = gitlabWorld();
      Object.assign(project, fields);
      expect((await codeHost.readRepository(repository)).public).toBe(expected);
      const pull = await codeHost.readPullRequest(ref);
      expect(pull?.repository.public).toBe(expected);
    },
  );
});

describe('a description', () => {
  it.each`
    description                                                            | expected
    ${undefined}                                                           | ${undefined}
    ${'Pays by card.'}                                                     | ${undefined}
    ${'Depends-On: acme/back/cart!12'}                                     | ${['acme/back/cart 12']}
    ${'Depends-On: !7'}                                                    | ${['acme/shop/web 7']}
    ${'Depends-On: http://gitlab.sandbox/acme/cart/-/merge_requests/3'}    | ${undefined}
    ${'Depends-On: https://gitlab.sandbox/acme/cart/-/merge_requests/3'}   | ${['acme/cart 3']}
    ${'Depends-On: https://gitlab.elsewhere/acme/cart/-/merge_requests/3'} | ${undefined}
    ${'Depends-On: ../../user!1'}                                          | ${undefined}
  `('that says $description', async ({ description, expected }) => {
    const { codeHost, mergeRequest, ref } = gitlabWorld();
    mergeRequest.description = description;
    const named = (await codeHost.readPullRequest(ref))?.dependsOn?.map(
      ({ repository: { host, owner, name }, number }) => {
        expect(host).toBe(inProcessHost);
        return `${owner}/${name} ${number}`;
      },
    );
    expect(named).toEqual(expected);
  });

  it('counts from a list that GitLab calls unchanged, and as it was changed', async () => {
    const { codeHost, mergeRequest, ref, repository } = gitlabWorld();
    const numbers = async () =>
      (await codeHost.readPullRequest(ref))?.dependsOn?.map(
        ({ number }) => number,
      );
    mergeRequest.description = 'Depends-On: !7';
    expect(await numbers()).toEqual([7]);
    expect(await numbers()).toEqual([7]);
    await codeHost.listOpenPullRequests(repository);
    mergeRequest.description = 'Depends-On: !8';
    expect(await numbers()).toEqual([8]);
    expect(await codeHost.listOpenPullRequests(repository)).toMatchObject({
      kind: 'complete',
      pullRequests: [{ dependsOn: [{ number: 8 }] }],
    });
  });
});
