import {
  CommitStatusReport,
  DeploymentReport,
  RefusedError,
} from '@previewenv/plugin-preview-environments-node';
import { InProcessGitHub } from '@previewenv/test-sandbox/src/github';
import { repositoryRef } from './__testUtils__/answers';
import { codeHostOn, inProcessHost } from './__testUtils__/inProcess';
import { json, ScriptedGithub } from './__testUtils__/ScriptedGithub';
import { GithubCodeHost } from './GithubCodeHost';

const ref = {
  repository: { host: inProcessHost, owner: 'acme', name: 'web' },
  number: 42,
};

function setUp() {
  const github = new InProcessGitHub();
  const repository = github.addRepository('acme', 'web', { 'a.txt': 'a' });
  const { headSha: sha } = github.openPull(repository, 42);
  const report: DeploymentReport = {
    marker: 'preview-environments:test:web-pr-42',
    deploymentId: undefined,
    sha,
    environment: 'preview',
    state: 'success',
    url: 'https://web-pr-42.preview.example.com/',
    logUrl: undefined,
    description: 'It answers.',
  };
  return { github, repository, report, codeHost: codeHostOn(github) };
}

describe('the deployment of a commit', () => {
  it('is made for an environment that is taken away again, without merging or waiting for checks', async () => {
    const { repository, report, codeHost } = setUp();
    const written = await codeHost.writeDeployment(ref, report);
    const [{ id, statuses, ...deployment }] = repository.deployments;
    expect(written).toEqual({ deploymentId: String(id) });
    expect(deployment).toMatchObject({
      ref: report.sha,
      environment: 'preview',
      auto_merge: false,
      required_contexts: [],
      transient_environment: true,
      production_environment: false,
    });
    expect(statuses).toMatchObject([
      {
        state: 'success',
        environment_url: report.url,
        description: 'It answers.',
        auto_inactive: false,
      },
    ]);
  });

  it.each`
    scenario                                  | id                          | deployments | statuses
    ${'its id is known'}                      | ${(known: string) => known} | ${1}        | ${1}
    ${'its id was lost'}                      | ${() => undefined}          | ${1}        | ${1}
    ${'its id is not one of GitHub'}          | ${() => '../../hooks'}      | ${1}        | ${1}
    ${'its id is one of a repository’s past'} | ${() => '999999'}           | ${1}        | ${1}
  `('is written once when $scenario', async ({ id, deployments, statuses }) => {
    const { repository, report, codeHost } = setUp();
    const first = await codeHost.writeDeployment(ref, report);
    const again = await codeHost.writeDeployment(ref, {
      ...report,
      deploymentId: id(first!.deploymentId),
    });
    expect(again).toEqual(first);
    expect(repository.deployments).toHaveLength(deployments);
    expect(repository.deployments[0].statuses).toHaveLength(statuses);
  });

  it('is that of its own preview and of its own author', async () => {
    const { repository, report, codeHost } = setUp();
    await codeHost.writeDeployment(ref, { ...report, marker: 'another' });
    const first = await codeHost.writeDeployment(ref, report);
    expect(repository.deployments).toHaveLength(2);
    repository.deployments[1].creator = { login: 'mallory' };
    const again = await codeHost.writeDeployment(ref, report);
    expect(again).not.toEqual(first);
    expect(repository.deployments).toHaveLength(3);
  });

  it('is listed while it is shown, with those of its preview and its author only', async () => {
    const { github, repository, report, codeHost } = setUp();
    const list = async () =>
      (await codeHost.listDeployments(ref, report)).map(({ sha }) => sha);
    expect(await list()).toEqual([]);
    const { headSha: other } = github.openPull(repository, 43);
    await codeHost.writeDeployment(ref, report);
    await codeHost.writeDeployment(ref, { ...report, sha: other });
    await codeHost.writeDeployment(ref, { ...report, marker: 'another' });
    expect(await list()).toEqual([report.sha, other]);
    repository.deployments[1].creator = { login: 'mallory' };
    expect(await list()).toEqual([report.sha]);
    repository.deployments[0].statuses = [];
    expect(await list()).toEqual([report.sha]);
    const over = { ...report, state: 'inactive' as const, url: undefined };
    await codeHost.writeDeployment(ref, over);
    expect(await list()).toEqual([]);
  });

  it('ends inactive, and is not made for that', async () => {
    const { repository, report, codeHost } = setUp();
    const over = { ...report, state: 'inactive' as const, url: undefined };
    expect(await codeHost.writeDeployment(ref, over)).toBeUndefined();
    expect(repository.deployments).toEqual([]);
    await codeHost.writeDeployment(ref, report);
    await codeHost.writeDeployment(ref, over);
    const [{ statuses }] = repository.deployments;
    expect(statuses.map(({ state }) => state)).toEqual(['success', 'inactive']);
    repository.deployments = [];
    expect(await codeHost.writeDeployment(ref, over)).toBeUndefined();
  });

  it('names the permission that is missing', async () => {
    const github = new ScriptedGithub()
      .on('GET /repos/acme/web/deployments', [])
      .on('POST /repos/acme/web/deployments', () =>
        json({ message: 'Resource not accessible by integration' }, 403),
      );
    const writing = GithubCodeHost.create(github.options()).writeDeployment(
      { repository: repositoryRef, number: 42 },
      setUp().report,
    );
    await expect(writing).rejects.toThrow(RefusedError);
    await expect(writing).rejects.toThrow(/"Deployments: write"/);
  });
});

describe('the status of a commit', () => {
  const statusOf = (sha: string): CommitStatusReport => ({
    context: 'preview/test',
    marker: 'preview-environments:test:web-pr-42',
    as: 'status',
    statusId: undefined,
    sha,
    state: 'pending',
    url: undefined,
    description: 'The preview is being made.',
  });

  it('is added when it says something else than the last one of its name', async () => {
    const { repository, report, codeHost } = setUp();
    const pending = statusOf(report.sha);
    const success = { ...pending, state: 'success' as const };
    for (const one of [pending, pending, success, success, pending])
      await codeHost.writeCommitStatus(ref, one);
    await codeHost.writeCommitStatus(ref, { ...pending, context: 'other' });
    await codeHost.writeCommitStatus(ref, pending);
    expect(
      repository.statuses.map(({ context, state }) => `${context} ${state}`),
    ).toEqual([
      'preview/test pending',
      'preview/test success',
      'preview/test pending',
      'other pending',
    ]);
  });

  it('can only be a check for a GitHub App', async () => {
    const { report, codeHost } = setUp();
    const writing = codeHost.writeCommitStatus(ref, {
      ...statusOf(report.sha),
      as: 'check',
    });
    await expect(writing).rejects.toThrow(
      /only a GitHub App may write checks.*feedback\.status to status/,
    );
  });
});

describe('what GitHub refuses although every permission is there', () => {
  it.each`
    scenario                    | refuse                                                                             | says
    ${'a locked conversation'}  | ${({ repository }: World) => Object.assign(repository.pulls[0], { locked: true })} | ${/the conversation is locked; unlock it/}
    ${'an archived repository'} | ${({ repository }: World) => Object.assign(repository, { archived: true })}        | ${/the repository is archived/}
  `('$scenario is named', async ({ refuse, says }) => {
    const world = setUp();
    refuse(world);
    const text = { marker: 'm', body: 'm text', commentId: undefined };
    const writing = world.codeHost.writeComment(ref, text);
    await expect(writing).rejects.toThrow(RefusedError);
    await expect(writing).rejects.toThrow(says);
  });
});

type World = ReturnType<typeof setUp>;
