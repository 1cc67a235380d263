import { generateKeyPairSync } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import {
  CommitStatusReport,
  Repository,
} from '@previewenv/plugin-preview-environments-node';
import { GitHub, startGitHub } from '@previewenv/test-sandbox/src/github';
import { eventually } from '@previewenv/test-sandbox/src/testing';
import { HeardWebhooks } from './__testUtils__/HeardWebhooks';
import { GithubCodeHost } from './GithubCodeHost';
import { interpretWebhook } from './hints';

const workflow = `name: image
on:
  repository_dispatch: { types: [preview-build] }
  workflow_dispatch:
    inputs: { preview: {}, pull_request: {}, commit: {}, images: {} }
`;
const reporting = `${workflow}jobs:
  image:
    steps:
      - run: gh api "repos/$GITHUB_REPOSITORY/statuses/$COMMIT" -f context=image
`;
const sha = 'a'.repeat(40);
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2_048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const inputs = {
  preview: 'web-pr-1',
  pull_request: '1',
  commit: sha,
  images: 'localhost:7050/acme/web:pr-1-aaaaaaa',
};

const byEvent = {
  kind: 'repository-dispatch' as const,
  eventType: 'preview-build',
};
const byHand = { kind: 'workflow-dispatch' as const, workflow: 'preview.yaml' };

let github: GitHub;
let repository: Repository;
let pushed: string[];

beforeEach(async () => {
  pushed = [];
  const push = ({ name, tag }: { name: string; tag: string }) => {
    pushed.push(`${name}:${tag}`);
  };
  github = await startGitHub({ port: 0, ci: { push, delay: 0 } });
  repository = {
    ...{ host: new URL(github.url).host, owner: 'acme', name: 'web' },
    ...{ id: '7', defaultBranch: 'main' },
  };
});

afterEach(() => github.close());

const put = (path: string, body: string) =>
  fetch(`${github.url}/_/repos/acme/web/${path}`, { method: 'PUT', body });

async function prepare(
  dockerfile: string,
  file: string = reporting,
): Promise<void> {
  await put('files/.github/workflows/preview.yaml', file);
  await put('files/Dockerfile', dockerfile);
  await put('pulls/1', JSON.stringify({ sha }));
}

/** Signs in by itself: as the App, when it has a key for that. */
function codeHost(as: 'token' | 'app' = 'token'): GithubCodeHost {
  const { host } = repository;
  const apiBaseUrl = `${github.url}/api/v3`;
  const secrets = { clientSecret: 'x', webhookSecret: 'x', privateKey };
  const credentials =
    as === 'app'
      ? { apps: [{ appId: 7, clientId: 'x', ...secrets }] }
      : { token: 'ours' };
  return GithubCodeHost.create({
    integrations: ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: { github: [{ host, apiBaseUrl, ...credentials }] },
      }),
    ),
    logger: mockServices.logger.mock(),
  });
}

describe('a build that the code host is asked for', () => {
  it.each`
    way                      | build      | dockerfile                      | state
    ${'repository_dispatch'} | ${byEvent} | ${'FROM scratch\n'}             | ${'succeeded'}
    ${'workflow_dispatch'}   | ${byHand}  | ${'FROM scratch\n'}             | ${'succeeded'}
    ${'repository_dispatch'} | ${byEvent} | ${'FROM scratch\nRUN exit 1\n'} | ${'failed'}
  `(
    'by $way is followed by its check until it has $state',
    async ({ build, dockerfile, state }) => {
      await prepare(dockerfile);
      const host = codeHost();
      expect(await host.readCheck(repository, sha, 'image')).toBeUndefined();
      await host.startBuild(repository, { ...build, inputs });
      const check = await eventually(async () => {
        const found = await host.readCheck(repository, sha, 'image');
        return found?.state === 'pending' ? undefined : found;
      });
      expect(check.state).toBe(state);
      expect(check.url).toMatch(
        /^http:\/\/localhost:\d+\/acme\/web\/actions\/runs\/\d+$/,
      );
      expect(pushed.filter(image => image.includes('pr-1'))).toEqual(
        state === 'succeeded' ? ['acme/web:pr-1-aaaaaaa'] : [],
      );
    },
  );

  it.each`
    dockerfile                      | state
    ${'FROM scratch\n'}             | ${'succeeded'}
    ${'FROM scratch\nRUN exit 1\n'} | ${'failed'}
  `(
    'is followed by its run where the workflow says nothing of the commit, until it has $state',
    async ({ dockerfile, state }) => {
      await prepare(dockerfile, workflow);
      const host = codeHost();
      const begun = await host.startBuild(repository, { ...byHand, inputs });
      expect(begun.url).toMatch(/\/acme\/web\/actions\/runs\/\d+$/);
      const run = await eventually(async () => {
        const found = await host.readRun(repository, begun.runId!);
        return found?.state === 'pending' ? undefined : found;
      });
      expect(run).toEqual({ state, url: begun.url });
      expect(await host.readCheck(repository, sha, 'image')).toBeUndefined();
    },
  );

  it('that no workflow waits for is refused by its file', async () => {
    await put('pulls/1', JSON.stringify({ sha }));
    await expect(
      codeHost().startBuild(repository, { ...byHand, inputs }),
    ).rejects.toThrow(/no workflow preview.yaml on main/);
  });
});

describe('the check of a commit, as an App', () => {
  const report: CommitStatusReport = {
    context: 'preview/test',
    marker: 'preview-environments:test:web-pr-1',
    as: 'check',
    statusId: undefined,
    sha,
    state: 'pending',
    url: undefined,
    description: 'The preview is being made.',
  };

  it('is made once, and ended', async () => {
    await put('pulls/1', JSON.stringify({ sha }));
    const ref = { repository, number: 1 };
    const first = await codeHost('app').writeCommitStatus(ref, report);
    const again = await codeHost('app').writeCommitStatus(ref, report);
    expect(again).toEqual(first);
    await codeHost('app').writeCommitStatus(ref, {
      ...report,
      state: 'success',
    });
    const [kept] = github.hub.repositories();
    expect(kept.checkRuns).toMatchObject([
      { conclusion: 'success', externalId: report.marker },
    ]);
  });
});

describe('the webhooks that a build leads to', () => {
  const webhooks = new HeardWebhooks();

  beforeEach(() => webhooks.listenTo(github));
  afterEach(() => webhooks.close());

  it('end the wait of the commit that was built', async () => {
    await prepare('FROM scratch\n');
    await codeHost().startBuild(repository, { ...byEvent, inputs });
    const built = await eventually(() =>
      webhooks.heard
        .filter(({ topic }) => topic === 'github.status')
        .map(heard => interpretWebhook(heard.topic, heard.payload))
        .find(({ kind }) => kind === 'built'),
    );
    expect(built).toEqual({
      kind: 'built',
      awaited: {
        repository: { host: repository.host, id: expect.any(String) },
        headSha: sha,
      },
      cause: 'webhook status',
    });
  });

  it('name the run that was asked for, which is of another commit', async () => {
    await prepare('FROM scratch\n', workflow);
    const { runId } = await codeHost().startBuild(repository, {
      ...byHand,
      inputs,
    });
    const built = await eventually(() =>
      webhooks.heard
        .filter(({ topic }) => topic === 'github.workflow_run')
        .map(heard => interpretWebhook(heard.topic, heard.payload))
        .find(({ kind }) => kind === 'built'),
    );
    expect(built).toMatchObject({ awaited: { runId } });
    expect(built).not.toMatchObject({ awaited: { headSha: sha } });
  });
});
