import { mockServices, TestDatabaseId } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { PullRequest } from '@previewenv/plugin-preview-environments-node';
import { GitHub, startGitHub } from '@previewenv/test-sandbox/src/github';
import { eventually } from '@previewenv/test-sandbox/src/testing';
import { Builds, sendersOf, Web } from '../builds';
import { GithubCodeHost, githubWebhooks } from '../codehosts/github';
import { HeardWebhooks } from '../codehosts/github/__testUtils__/HeardWebhooks';
import { AskedBuild, desire, plan } from '../preview';
import {
  component,
  observed,
  policy,
  previewId,
  pullRequest,
  record,
  sha,
  upFacts,
} from '../preview/__testUtils__/builders';
import { observeBuilds } from '../reconciler/buildFacts';
import { Store } from '../store';
import { testDatabases } from '../store/__testUtils__/databases';
import { remember } from '../store/__testUtils__/records';

// The workflow says nothing of the commit that it builds.
const workflow = `name: image
on:
  workflow_dispatch:
    inputs: { preview: {}, pull_request: {}, commit: {}, images: {} }
`;
const trigger = 'workflow_dispatch preview.yaml';
const databases = testDatabases();

const usual = component('web');
const { spec } = usual.definition;
const [image] = spec.images;
const built = {
  ...usual,
  definition: {
    ...usual.definition,
    spec: {
      ...spec,
      images: [{ ...image, build: { workflowDispatch: 'preview.yaml' } }],
    },
  },
};
const componentFacts = { web: upFacts({ images: [{ state: 'missing' }] }) };

let github: GitHub;
let store: Store;
let pull: PullRequest;
/** Answers to dispatches that never arrive. */
let lost: number;

const ask = (method: string, path: string, body?: object | string) =>
  fetch(github.url + path, {
    method,
    body: typeof body === 'object' ? JSON.stringify(body) : body,
  });
const put = (path: string, body: object | string) =>
  ask('PUT', `/_/repos/acme/web/${path}`, body);
const runs = async (): Promise<{ id: number }[]> =>
  (await ask('GET', '/_/repos/acme/web/runs')).json();

function codeHost(): GithubCodeHost {
  const { host } = new URL(github.url);
  const apiBaseUrl = `${github.url}/api/v3`;
  return GithubCodeHost.create({
    integrations: ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: { github: [{ host, apiBaseUrl, token: 'ours' }] },
      }),
    ),
    logger: mockServices.logger.mock(),
    fetch: async (input, init) => {
      const answer = await fetch(input, init);
      if (init?.method !== 'POST' || lost === 0) return answer;
      lost -= 1;
      throw new TypeError('socket hang up');
    },
  });
}

function makeBuilds(): Builds {
  const host = codeHost();
  return new Builds({
    store,
    codeHost: host,
    senders: sendersOf({
      codeHost: host,
      circleci: undefined,
      calls: {},
      web: new Web({ fetch, requireTimeToWrite: () => {} }),
      now: () => new Date(),
    }),
    logger: mockServices.logger.mock(),
  });
}

/** What a look decides that finds no image, and has done what it decided. */
async function look(builds: Builds, at = new Date()) {
  const wanted = desire(previewId, pull, [built], policy);
  if ('problem' in wanted) throw new Error(wanted.problem);
  const facts = await observeBuilds(builds, previewId, pull, {
    components: wanted.desired.components,
    facts: componentFacts,
  });
  const decision = plan(
    previewId,
    observed({
      record: record({ phase: 'awaiting-image', repository: pull.repository }),
      pullRequest: pull,
      components: [built],
      componentFacts,
      builds: facts,
    }),
    at,
  );
  for (const step of decision.steps)
    if (step.kind === 'request-build') await builds.request(step.request);
  return decision;
}

async function asked(): Promise<AskedBuild> {
  return (await store.askedBuilds(previewId, sha))[trigger];
}

async function prepare(database: TestDatabaseId): Promise<void> {
  lost = 0;
  github = await startGitHub({ port: 0, ci: { push: () => {}, delay: 0 } });
  ({ store } = await databases.openStore(database));
  await put('files/.github/workflows/preview.yaml', workflow);
  await put('files/Dockerfile', 'FROM scratch\nRUN false\n');
  await put('pulls/42', { sha });
  const named = {
    host: new URL(github.url).host,
    owner: 'acme',
    name: 'web',
  };
  const repository = await codeHost().readRepository(named);
  const { head } = pullRequest();
  pull = pullRequest({
    repository,
    head: { ...head, repositoryId: repository.id },
  });
}

describe.each(databases.ids)(
  'a workflow that was asked for, on %s',
  database => {
    beforeEach(() => prepare(database));
    afterEach(() => github.close());

    describe('that fails, and of which no webhook and no check of the commit tells', () => {
      it('turns the preview failed with the link of its run', async () => {
        const builds = makeBuilds();
        const first = await look(builds);
        expect(first).toMatchObject({ phase: 'awaiting-image' });
        const { url } = await asked();
        expect(url).toMatch(/\/acme\/web\/actions\/runs\/\d+$/);

        const failed = await eventually(async () => {
          const decision = await look(builds);
          expect(decision.runUrl).toBe(url);
          return decision.phase === 'failed' ? decision : undefined;
        });
        expect(failed.reason).toContain(`the run of ${trigger} has failed`);
        expect(await runs()).toHaveLength(1);
        expect(await codeHost().readCheck(pull.repository, sha, 'image')).toBe(
          undefined,
        );
      });

      it('does so by the run that is known, where the answer of the first was lost', async () => {
        lost = 1;
        const builds = makeBuilds();
        await look(builds);
        expect(await asked()).toMatchObject({
          runId: undefined,
          url: undefined,
        });
        await look(builds);
        expect(await runs()).toHaveLength(1);

        const afterAPause = new Date(Date.now() + 60_000);
        await look(builds, afterAPause);
        const begun = await runs();
        expect(begun).toHaveLength(2);
        expect(await asked()).toMatchObject({ runId: String(begun[1].id) });
        const failed = await eventually(async () => {
          const decision = await look(builds, afterAPause);
          return decision.phase === 'failed' ? decision : undefined;
        });
        expect(failed.runUrl).toMatch(new RegExp(`/runs/${begun[1].id}$`));
        expect(await runs()).toHaveLength(2);
      });
    });

    describe('of which a webhook tells', () => {
      const webhooks = new HeardWebhooks();

      beforeEach(() => webhooks.listenTo(github));
      afterEach(() => webhooks.close());

      it('leads to a look at the preview that waits for it, whatever commit the run is of', async () => {
        await remember(
          store,
          record({
            phase: 'awaiting-image',
            repository: pull.repository,
            pullRequest: pull,
            steps: { ...record().steps, awaitingImageSince: new Date() },
          }),
        );
        await look(makeBuilds());
        const meaning = await eventually(() =>
          webhooks.heard
            .filter(({ topic }) => topic === 'github.workflow_run')
            .map(({ topic, payload }) =>
              githubWebhooks.interpret(topic, payload),
            )
            .find(({ kind }) => kind === 'built'),
        );
        if (meaning.kind !== 'built') throw new Error(meaning.kind);
        await store.enqueueAwaiting(meaning.awaited, meaning.cause);
        const claims = await store.claimDue({
          worker: 'a',
          limit: 1,
          leaseMilliseconds: 60_000,
        });
        expect(claims).toMatchObject([
          { previewId, causes: ['webhook workflow_run'] },
        ]);
      });
    });
  },
);
