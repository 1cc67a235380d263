import { parse, stringify } from 'yaml';
import { requestsBy } from './ground/auditLog';
import { definitionOf } from './ground/backendConfig';
import {
  expectGone,
  expectPhase,
  expectReason,
  expectWhole,
} from './ground/expectations';
import { PullRequest, putFile } from './ground/github';
import { apply, ClusterObject, get, remove } from './ground/kubernetes';
import { argoNamespace, backendUser } from './ground/place';
import { getHistory } from './ground/previews';
import { pushImage } from './ground/registry';
import { expect, Ground, hostSuffix, test } from './ground/test';

/** What a tool's image is called decides how its program ends (kit/stages.yaml). */
const tools = 'registry.test/acme/tools';
/** Exactly what the one pod of web requests, so that the quota has no more than its reserve for the Job (rule 7.9). */
const steadyState = { cpu: '50m', memory: '64Mi', pods: 1 };

interface Job extends ClusterObject {
  spec: {
    template: { spec: object };
    backoffLimit: number;
    activeDeadlineSeconds: number;
  };
}

async function define(
  ground: Ground,
  job?: { image: string; deadline: string; retries: number },
): Promise<void> {
  const text = definitionOf('web', { repoURL: ground.git.url, hostSuffix });
  const definition = parse(text);
  if (job) {
    const env = { DATABASE: 'shop_{{ pullRequest.number }}' };
    definition.spec.cleanup = { job: { ...job, command: ['./drop.sh'], env } };
    definition.spec.guardRails = steadyState;
  }
  await putFile('web', 'preview.yaml', stringify(definition));
}

async function openWhole(ground: Ground): Promise<PullRequest> {
  const pull = await ground.pullRequest();
  await pull.open();
  await expectWhole(pull);
  return pull;
}

/** The reasons of the removal, oldest first. */
async function removalOf({ id }: PullRequest): Promise<string[]> {
  const entries = await getHistory(id);
  return entries
    .filter(({ phase }) => phase === 'terminating')
    .map(({ reason }) => reason)
    .reverse();
}

const indexOf = (reasons: string[], pattern: RegExp) =>
  reasons.findIndex(reason => pattern.test(reason));

/** When the backend first did so, by the API server's clock. */
async function momentOf(verb: string, resource: string, about: RegExp) {
  const found = (await requestsBy(backendUser)).find(
    ({ verb: used, objectRef: ref }) =>
      used === verb &&
      ref?.resource === resource &&
      about.test(`${ref.namespace}/${ref.name}`),
  );
  return found && Date.parse(found.requestReceivedTimestamp);
}

test.afterEach(async ({ ground }) => define(ground));

test('a clean-up Job runs to its end before the workloads go, within the quota of an exact definition', async ({
  ground,
}) => {
  await define(ground, {
    image: `${tools}:1`,
    deadline: '1m',
    retries: 2,
  });
  const pull = await openWhole(ground);
  await pull.push();
  await pushImage('web', pull.tag);
  await expectWhole(pull);
  await pull.close();
  await expectGone(pull.id);

  const reasons = await removalOf(pull);
  const succeeded = indexOf(reasons, /^The clean-up job of web succeeded\./);
  expect(succeeded).toBeGreaterThan(indexOf(reasons, /^Running the clean-up/));
  expect(indexOf(reasons, /removing .*-web\.$/i)).toBeGreaterThan(succeeded);
  const made = await momentOf('create', 'jobs', new RegExp(`^pv-${pull.id}/`));
  const undeployed = await momentOf(
    'delete',
    'applications',
    new RegExp(`/${pull.id}-web$`),
  );
  expect(made).toBeLessThan(undeployed!);
});

test('a Job that never ends delays the removal by its deadline only', async ({
  ground,
}) => {
  await define(ground, {
    image: `${tools}:hanging`,
    deadline: '15s',
    retries: 0,
  });
  const pull = await openWhole(ground);
  const namespace = `pv-${pull.id}`;
  await pull.close();
  await expectReason(pull.id, /^Running the clean-up job of web/);
  await expect
    .poll(() => get('jobs', 'cleanup-web-1', namespace))
    .toMatchObject({
      spec: {
        backoffLimit: 0,
        activeDeadlineSeconds: 15,
        template: {
          spec: {
            serviceAccountName: 'preview-environments-cleanup',
            containers: [
              { env: [{ name: 'DATABASE', value: `shop_${pull.number}` }] },
            ],
          },
        },
      },
    });
  expect(
    await get('applications', `${pull.id}-web`, argoNamespace),
  ).toBeDefined();
  await expectRestricted((await get<Job>('jobs', 'cleanup-web-1', namespace))!);
  await expectGone(pull.id);

  const made = await momentOf('create', 'jobs', new RegExp(`^${namespace}/`));
  const undeployed = await momentOf(
    'delete',
    'applications',
    new RegExp(`/${pull.id}-web$`),
  );
  const waited = undeployed! - made!;
  expect(waited).toBeGreaterThan(14_000);
  expect(waited).toBeLessThan(25_000);
  expect(await removalOf(pull)).toContainEqual(
    expect.stringMatching(/^The clean-up job of web failed: it did not end/),
  );
});

/** A namespace of the strictest level takes such a pod. */
async function expectRestricted({ spec: { template } }: Job): Promise<void> {
  const namespace = 'restricted';
  const place = { name: 'tool', namespace };
  await apply({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: namespace,
      labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
    },
  });
  await apply({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'preview-environments-cleanup', namespace },
  });
  await apply({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: place,
    spec: template.spec,
  });
  expect(await get('pods', place.name, namespace)).toBeDefined();
  await remove('namespaces', namespace);
}

test('a Job that fails is told, with why, and holds up nothing', async ({
  ground,
}) => {
  await define(ground, {
    image: `${tools}:failing`,
    deadline: '10m',
    retries: 0,
  });
  const pull = await openWhole(ground);
  await pull.close();
  const { reason } = await expectPhase(pull.id, 'gone');
  const failure =
    'The clean-up job of web failed: every attempt failed, the last one with exit code 1.';
  expect(reason).toBe(`The pull request is closed. ${failure}`);
  // no container runs on the kit, so that the words that the pod left stand for its log
  expect(await removalOf(pull)).toContainEqual(
    `${failure}\nThe end of its log:\nfailed as its image says`,
  );
  await expect
    .poll(async () => (await pull.comments()).map(({ body }) => body).join())
    .toContain('The clean-up job of web failed');
});

test('what never got past its image has nothing to be cleaned up', async ({
  ground,
}) => {
  await define(ground, { image: `${tools}:1`, deadline: '1m', retries: 0 });
  const pull = await ground.pullRequest();
  // a commit that nobody has built
  pull.headSha = 'ab'.repeat(20);
  await pull.open();
  await expectPhase(pull.id, 'awaiting-image');
  await pull.close();
  await expectGone(pull.id);
  const about = new RegExp(`^pv-${pull.id}/`);
  expect(await momentOf('create', 'jobs', about)).toBeUndefined();
});
