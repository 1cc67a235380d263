import { parse, stringify } from 'yaml';
import { expectSaid } from './ground/comments';
import { redefine } from './ground/definitions';
import { askPod } from './ground/edge';
import {
  expectGone,
  expectLive,
  expectPhase,
  expectReason,
  remainsOf,
} from './ground/expectations';
import { writesBy } from './ground/auditLog';
import { PullRequest, putFile, putPermissions, Run } from './ground/github';
import { kitRegistry, pushToKit } from './ground/kitRegistry';
import { backendUser } from './ground/place';
import { getPreview } from './ground/previews';
import { expect, hostSuffix, listingSeconds, test } from './ground/test';

const name = `${kitRegistry.host}/acme/web`;
const check = 'image';
const imageOf = (pull: PullRequest) => `${name}:${pull.tag}`;

/** Builds are asked for, and their images are in the registry that wants tokens. */
function built(definition: string, asked: object): string {
  const { spec, ...rest } = parse(definition);
  return stringify({
    ...rest,
    spec: {
      ...spec,
      images: [{ ...spec.images[0], name, build: asked }],
      source: {
        ...spec.source,
        helm: { parameters: { 'image.repository': name } },
      },
    },
  });
}

const workflow = stringify({
  name: 'Build previews',
  on: {
    repository_dispatch: { types: ['preview-build'] },
    workflow_dispatch: {
      inputs: { preview: {}, pull_request: {}, commit: {}, images: {} },
    },
  },
});

let restore: () => Promise<void>;

test.beforeAll(async ({ ground }) => {
  await putFile('web', '.github/workflows/preview.yaml', workflow);
  await putPermissions({ mallory: 'read' });
  restore = await redefine(ground, {
    component: 'web',
    chained: false,
    edit: definition =>
      built(definition, { check, repositoryDispatch: 'preview-build' }),
  });
});
test.afterAll(() => restore());

/** The build that the backend has asked for, of the head and of nothing else. */
async function expectRun(
  pull: PullRequest,
  event = 'repository_dispatch',
): Promise<Run> {
  await expect.poll(async () => (await pull.runs()).length).toBe(1);
  const [run] = await pull.runs();
  expect(run).toMatchObject({ event, branch: 'main' });
  expect(run.inputs).toEqual({
    preview: pull.id,
    pull_request: String(pull.number),
    commit: pull.headSha,
    images: imageOf(pull),
  });
  return run;
}

/** What the workflow does. Answers the image's digest. */
async function build(pull: PullRequest): Promise<string> {
  const { inputs } = await expectRun(pull);
  const digest = await pushToKit(inputs.images);
  await pull.report(check, 'success');
  return digest;
}

async function expectDeployed(
  pull: PullRequest,
  digest: string,
): Promise<void> {
  await expectLive(pull);
  const { pod } = await askPod(`${pull.id}.${hostSuffix}`);
  expect(pod.image).toBe(`${imageOf(pull)}@${digest}`);
  // Once for each commit, however often it was looked at.
  expect(await pull.runs()).toHaveLength(1);
}

/** Neither is there anything of it in the cluster, nor was there, nor was anything built. */
async function expectNoTrace(pull: PullRequest, since: Date): Promise<void> {
  expect(await remainsOf(pull.id)).toEqual([]);
  const writes = await writesBy(backendUser, since);
  expect(writes.filter(write => write.includes(pull.id))).toEqual([]);
  expect(await pull.runs()).toEqual([]);
}

/** Every hint and two listings have been looked at by then. */
const settle = () =>
  new Promise(resolve => setTimeout(resolve, listingSeconds * 2_500));

test("a collaborator's comment has the commit built, deployed by its digest, and linked", async ({
  ground,
}) => {
  const pull = await ground.pullRequest();
  await pull.open({ labels: [] });
  await settle();
  expect(await getPreview(pull.id)).toBeUndefined();

  const comment = await pull.comment('/preview');
  await expectReason(pull.id, new RegExp(`${name}:${pull.tag}`));
  expect(await pull.reactions(comment)).toEqual(['+1']);
  const digest = await build(pull);
  await expectDeployed(pull, digest);
  await expectSaid(pull, `http://${pull.id}.${hostSuffix}`);

  await pull.close();
  await expectGone(pull.id);
});

test('a build that fails is told of, and one that is repeated is taken up', async ({
  ground,
}) => {
  const pull = await ground.pullRequest();
  await pull.open();
  const { inputs } = await expectRun(pull);
  await pull.report(check, 'failure');
  await expectPhase(pull.id, 'failed');

  const digest = await pushToKit(inputs.images);
  await pull.report(check, 'success');
  await expectDeployed(pull, digest);
  await pull.close();
  await expectGone(pull.id);
});

test('an image of several platforms is waited for until all are in it, and deployed by its index', async ({
  ground,
}) => {
  const pull = await ground.pullRequest();
  await pull.open();
  const { inputs } = await expectRun(pull);
  await pushToKit(inputs.images, ['linux/amd64']);
  await expectReason(pull.id, /not for linux\/arm64/);

  const digest = await pushToKit(inputs.images, ['linux/amd64', 'linux/arm64']);
  await pull.report(check, 'success');
  await expectDeployed(pull, digest);
  await pull.close();
  await expectGone(pull.id);
});

test('a fork leaves no trace until its commit is approved, and again after a push', async ({
  ground,
}) => {
  test.setTimeout(420_000);
  const since = new Date();
  const pull = await ground.pullRequest();
  // The label is the author's own, and lets nothing run.
  await pull.open({ from: 'mallory', labels: ['preview'] });
  await expectPhase(pull.id, 'awaiting-approval');
  await expectSaid(pull, `/preview approve ${pull.headSha}`);
  const own = await pull.commentAs(
    'mallory',
    `/preview approve ${pull.headSha}`,
  );
  await expect.poll(() => pull.reactions(own)).toEqual(['confused']);
  await settle();
  await expectPhase(pull.id, 'awaiting-approval');
  await expectNoTrace(pull, since);

  await pull.comment(`/preview approve ${pull.headSha}`);
  const first = await build(pull);
  await expectDeployed(pull, first);
  const live = `${imageOf(pull)}@${first}`;

  await pull.push();
  await expectReason(pull.id, /from a fork.*has to approve it/);
  await expectSaid(pull, `/preview approve ${pull.headSha}`);
  await settle();
  expect(await pull.runs()).toEqual([]);
  const { pod } = await askPod(`${pull.id}.${hostSuffix}`);
  expect(pod.image).toBe(live);

  await pull.comment(`/preview approve ${pull.headSha}`);
  const second = await build(pull);
  await expectDeployed(pull, second);
  await pull.close();
  await expectGone(pull.id);
});

// The last one: the definition stays as it says here.
test('a workflow that fails is told of by its run, which is of another commit and says nothing of this one', async ({
  ground,
}) => {
  await redefine(ground, {
    component: 'web',
    chained: false,
    edit: definition => built(definition, { workflowDispatch: 'preview.yaml' }),
  });
  const pull = await ground.pullRequest();
  await pull.open();
  const run = await expectRun(pull, 'workflow_dispatch');
  const page = `/acme/web/actions/runs/${run.id}`;
  await expectSaid(pull, page);

  await pull.endRun(run, 'failure');
  const { runUrl } = await expectPhase(pull.id, 'failed');
  expect(runUrl).toContain(page);

  const digest = await pushToKit(run.inputs.images);
  await expectDeployed(pull, digest);
  await pull.close();
  await expectGone(pull.id);
});
