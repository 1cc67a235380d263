import {
  DeploymentReport,
  RefusedError,
} from '@previewenv/plugin-preview-environments-node';
import { GitlabAnswer } from '@previewenv/test-sandbox/src/gitlab';
import { codeHostOn } from './__testUtils__/inProcess';
import { gitlabWorld } from './__testUtils__/world';

const marker = '<!-- preview-environments:test:web-pr-1 -->';
const text = (said: string, commentId?: string) => ({
  marker,
  body: `${marker}\n\n${said}`,
  commentId,
});

describe('the one note', () => {
  it('is ours by its author: a copied mark is left alone', async () => {
    const { hub, codeHost, mergeRequest, ref } = gitlabWorld();
    const copied = {
      id: hub.nextId(),
      body: marker,
      author: hub.addUser('eve'),
      createdAt: new Date(0),
      updatedAt: new Date(0),
      system: false,
      awards: [],
    };
    mergeRequest.notes.push(copied);
    const { commentId } = await codeHost.writeComment(ref, text('ready'));
    expect(commentId).not.toBe(String(copied.id));
    expect(mergeRequest.notes.map(({ body }) => body)).toEqual([
      marker,
      `${marker}\n\nready`,
    ]);
  });

  it('stays one when answers get lost and two backends write', async () => {
    const { gitlab, codeHost, mergeRequest, ref } = gitlabWorld();
    const other = codeHostOn(gitlab);
    await Promise.all([
      codeHost.writeComment(ref, text('deploying')),
      other.writeComment(ref, text('deploying')),
    ]);
    const { commentId } = await codeHost.writeComment(ref, text('ready'));
    expect(
      mergeRequest.notes.map(({ id, body }) => [String(id), body]),
    ).toEqual([[commentId, `${marker}\n\nready`]]);
  });

  it('is written without being read when it is known for sure', async () => {
    const { gitlab, codeHost, ref } = gitlabWorld();
    const made = await codeHost.writeComment(ref, text('deploying'));
    gitlab.requests.length = 0;
    await codeHost.writeComment(ref, {
      ...text('ready', made.commentId),
      sure: true,
    });
    expect(gitlab.requests.map(({ method }) => method)).toEqual(['PUT']);
  });

  it.each`
    scenario                           | by           | uncommented  | methods
    ${'nobody has said anything'}      | ${undefined} | ${true}      | ${['POST']}
    ${"GitLab's own hand wrote, only"} | ${'system'}  | ${true}      | ${['POST']}
    ${'somebody has'}                  | ${'person'}  | ${undefined} | ${['GET', 'POST']}
  `(
    'is searched for only where somebody may have written it: $scenario',
    async ({ by, uncommented, methods }) => {
      const { gitlab, hub, ada, codeHost, mergeRequest, ref } = gitlabWorld();
      if (by)
        mergeRequest.notes.push({
          id: hub.nextId(),
          body: 'a note',
          author: ada,
          createdAt: new Date(0),
          updatedAt: new Date(0),
          system: by === 'system',
          awards: [],
        });
      const pull = await codeHost.readPullRequest(ref);
      expect(pull?.uncommented).toBe(uncommented);
      gitlab.requests.length = 0;
      await codeHost.writeComment(ref, {
        ...text('ready'),
        sure: true,
        uncommented: pull?.uncommented,
      });
      expect(gitlab.requests.map(({ method }) => method)).toEqual(methods);
    },
  );

  it('commands nothing, whatever a reason says', async () => {
    const { codeHost, mergeRequest, ref } = gitlabWorld();
    const said = text('Failed:\n/merge\n  /close');
    const made = await codeHost.writeComment(ref, said);
    const again = { ...said, commentId: made.commentId };
    expect(await codeHost.writeComment(ref, again)).toEqual({
      ...made,
      written: false,
    });
    const [{ body }] = mergeRequest.notes;
    expect(body).not.toMatch(/^\s*\//m);
    expect(body.replaceAll('\u200b', '')).toBe(said.body);
  });

  it('says what is missing where the discussion is locked', async () => {
    const { gitlab, codeHost, ref } = gitlabWorld();
    gitlab.interfere(({ method }) =>
      method === 'POST'
        ? new GitlabAnswer(403, { message: '403 Forbidden' })
        : undefined,
    );
    await expect(codeHost.writeComment(ref, text('ready'))).rejects.toThrow(
      /does not let us comment on merge requests.*discussion is locked/,
    );
  });
});

describe('the deployment', () => {
  const report = (
    sha: string,
    changes: Partial<DeploymentReport> = {},
  ): DeploymentReport => ({
    marker: 'test:web-pr-1',
    deploymentId: undefined,
    sha,
    environment: 'preview',
    state: 'success',
    url: 'https://web-pr-1.example.com/',
    logUrl: undefined,
    description: 'It answers.',
    ...changes,
  });

  it('has an environment of its own for each merge request', async () => {
    const { codeHost, project, mergeRequest, ref } = gitlabWorld();
    await codeHost.writeDeployment(ref, report(mergeRequest.sha!));
    expect(project.environments).toMatchObject([
      {
        name: 'preview/mr-1',
        externalUrl: 'https://web-pr-1.example.com/',
        state: 'available',
      },
    ]);
    expect(project.deployments).toMatchObject([
      { sha: mergeRequest.sha, ref: 'change', status: 'success' },
    ]);
  });

  it('has no address where GitLab takes none of that length', async () => {
    const { codeHost, project, mergeRequest, ref } = gitlabWorld();
    const url = `https://example.com/${'a'.repeat(255)}`;
    const long = report(mergeRequest.sha!, { url });
    await codeHost.writeDeployment(ref, long);
    expect(project.environments[0].externalUrl).toBeUndefined();
    const { sha } = long;
    const said = { marker: 'm', context: 'preview/test', statusId: undefined };
    await codeHost.writeCommitStatus(ref, {
      ...said,
      sha,
      url,
      as: 'status',
      state: 'success',
      description: 'It answers.',
    });
    expect(project.statuses).toMatchObject([
      { status: 'success', targetUrl: undefined },
    ]);
  });

  it('leaves the environment to the commit that took it over', async () => {
    const { hub, codeHost, project, mergeRequest, ref } = gitlabWorld();
    const before = mergeRequest.sha!;
    await codeHost.writeDeployment(ref, report(before));
    hub.commit(project, 'change', new Map([['web/more.txt', 'more']]));
    await codeHost.writeDeployment(ref, report(mergeRequest.sha!));
    await codeHost.writeDeployment(ref, report(before, { state: 'inactive' }));
    expect(project.environments).toMatchObject([{ state: 'available' }]);
    expect(project.deployments).toHaveLength(2);
  });

  it('is listed while its environment is, and it is the newest one and ours', async () => {
    const { hub, codeHost, project, mergeRequest, ref } = gitlabWorld();
    const before = report(mergeRequest.sha!);
    const list = async () =>
      (await codeHost.listDeployments(ref, before)).map(({ sha }) => sha);
    expect(await list()).toEqual([]);
    await codeHost.writeDeployment(ref, before);
    expect(await list()).toEqual([before.sha]);
    hub.commit(project, 'change', new Map([['web/more.txt', 'more']]));
    const after = report(mergeRequest.sha!);
    await codeHost.writeDeployment(ref, after);
    expect(await list()).toEqual([after.sha]);
    await codeHost.writeDeployment(ref, { ...after, state: 'inactive' });
    expect(await list()).toEqual([]);
  });

  it('starts the environment again when a preview wakes up', async () => {
    const { codeHost, project, mergeRequest, ref } = gitlabWorld();
    const up = report(mergeRequest.sha!);
    await codeHost.writeDeployment(ref, up);
    await codeHost.writeDeployment(ref, { ...up, state: 'inactive' });
    expect(project.environments).toMatchObject([{ state: 'stopped' }]);
    await codeHost.writeDeployment(ref, up);
    expect(project.environments).toMatchObject([{ state: 'available' }]);
  });

  it('tells of a failure, of the end of it, and of another address', async () => {
    const { gitlab, codeHost, project, mergeRequest, ref } = gitlabWorld();
    const up = report(mergeRequest.sha!);
    await codeHost.writeDeployment(ref, up);
    await codeHost.writeDeployment(ref, { ...up, state: 'failure' });
    expect(project.deployments).toMatchObject([{ status: 'failed' }]);
    const url = 'https://other.example.com/';
    await codeHost.writeDeployment(ref, { ...up, url });
    expect(project.deployments).toMatchObject([{ status: 'success' }]);
    expect(project.environments).toMatchObject([{ externalUrl: url }]);
    const { length } = gitlab.writes();
    await codeHost.writeDeployment(ref, { ...up, url });
    expect(gitlab.writes()).toHaveLength(length);
  });
});

describe('the status of a commit', () => {
  const report = (sha: string, description = 'It is being made.') => ({
    context: 'preview/test',
    marker: 'test:web-pr-1',
    as: 'status' as const,
    statusId: undefined,
    sha,
    state: 'pending' as const,
    url: undefined,
    description,
  });

  it('is not written again for another text where GitLab refuses that', async () => {
    const { codeHost, project, mergeRequest, ref } = gitlabWorld();
    const sha = mergeRequest.sha!;
    await codeHost.writeCommitStatus(ref, report(sha));
    await codeHost.writeCommitStatus(ref, report(sha, 'It still is.'));
    expect(project.statuses).toMatchObject([
      { status: 'pending', description: 'It is being made.' },
    ]);
  });

  it('is refused with the reason for a commit of a fork', async () => {
    const { hub, codeHost, open, repository } = gitlabWorld();
    const eve = hub.addUser('eve');
    const forked = open('forked', { source: hub.addProject('eve/web', eve) });
    const ref = { repository, number: forked.iid };
    await expect(
      codeHost.writeCommitStatus(ref, report(forked.sha!)),
    ).rejects.toThrow(/knows no branch with the commit .* as is so for forks/);
  });

  it.each`
    status        | expected
    ${'created'}  | ${'pending'}
    ${'running'}  | ${'pending'}
    ${'manual'}   | ${'pending'}
    ${'success'}  | ${'succeeded'}
    ${'failed'}   | ${'failed'}
    ${'canceled'} | ${'failed'}
    ${'skipped'}  | ${'failed'}
  `('of a job that is $status: $expected', async ({ status, expected }) => {
    const { hub, codeHost, project, mergeRequest, repository } = gitlabWorld();
    const sha = mergeRequest.sha!;
    const url = 'https://gitlab.sandbox/jobs/1';
    const job = { sha, name: 'image', description: undefined };
    project.statuses.push(
      { ...job, id: hub.nextId(), status: 'failed', targetUrl: url },
      { ...job, id: hub.nextId(), status, targetUrl: url },
    );
    expect(await codeHost.readCheck(repository, sha, 'image')).toEqual({
      state: expected,
      url,
    });
    expect(
      await codeHost.readCheck(repository, sha, 'another'),
    ).toBeUndefined();
  });

  it('has no address that is none of the web', async () => {
    const { codeHost, project, mergeRequest, repository } = gitlabWorld();
    const sha = mergeRequest.sha!;
    project.statuses.push({
      id: 1,
      sha,
      name: 'image',
      status: 'failed',
      targetUrl: 'javascript:alert(1)', // eslint-disable-line no-script-url -- what somebody may set
      description: undefined,
    });
    const check = await codeHost.readCheck(repository, sha, 'image');
    expect(check?.url).toBeUndefined();
  });
});

it('refuses deployments where the role is missing, and says which', async () => {
  const { gitlab, codeHost, mergeRequest, ref } = gitlabWorld();
  gitlab.interfere(({ path }) =>
    path.includes('/environments')
      ? new GitlabAnswer(403, { message: '403 Forbidden' })
      : undefined,
  );
  const writing = codeHost.writeDeployment(ref, {
    marker: 'm',
    deploymentId: undefined,
    sha: mergeRequest.sha!,
    environment: 'preview',
    state: 'success',
    url: undefined,
    logUrl: undefined,
    description: '',
  });
  await expect(writing).rejects.toThrow(RefusedError);
  await expect(writing).rejects.toThrow(/the role Developer/);
});
