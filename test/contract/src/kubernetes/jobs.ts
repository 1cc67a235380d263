import { deepEqual, equal, ok } from 'node:assert/strict';
import { Ground, Scenario } from './ground';

/** How the programs behind these names end is known to whoever plays the kubelet. */
const image = (ending: 'succeeding' | 'failing' | 'hanging') =>
  `registry.test/acme/tools:${ending}`;

const pathOf = ({ namespace }: Ground) =>
  `/apis/batch/v1/namespaces/${namespace}/jobs`;

async function begin(
  ground: Ground,
  ending: Parameters<typeof image>[0],
  spec: object = {},
): Promise<void> {
  const { status, body } = await ground.post(pathOf(ground), {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'cleanup' },
    spec: {
      ...spec,
      template: {
        spec: {
          restartPolicy: 'Never',
          containers: [{ name: 'cleanup', image: image(ending) }],
        },
      },
    },
  });
  deepEqual([status, body.message], [201, undefined]);
}

/** Waits until the Job says of itself that it is over, with the reason that it gives. */
async function expectEnd(
  ground: Ground,
  type: 'Complete' | 'Failed',
  reason?: string,
) {
  await ground.eventually(async () => {
    const { body } = await ground.get(`${pathOf(ground)}/cleanup`);
    const end = body.status.conditions?.find(
      condition =>
        ['Complete', 'Failed'].includes(condition.type) &&
        condition.status === 'True',
    );
    equal(end?.type, type);
    if (reason) equal(end.reason, reason);
  });
}

/** The phases of the Job's pods, found by the label that names their Job. */
async function phases(ground: Ground): Promise<string[]> {
  const { body } = await ground.get(`${ground.namespacePath}/pods`, {
    labelSelector: 'batch.kubernetes.io/job-name=cleanup',
  });
  return body.items.map(({ status }) => status.phase);
}

/** Running something once, as clean-up Jobs rely on it. */
export const jobs: Scenario[] = [
  {
    name: 'runs a Job to its end',
    async run(ground) {
      await begin(ground, 'succeeding');
      await expectEnd(ground, 'Complete');
      deepEqual(await phases(ground), ['Succeeded']);
    },
  },
  {
    name: 'tries a Job that fails again, and gives it up when its retries are used up',
    async run(ground) {
      await begin(ground, 'failing', { backoffLimit: 1 });
      await expectEnd(ground, 'Failed', 'BackoffLimitExceeded');
      deepEqual(await phases(ground), ['Failed', 'Failed']);
    },
  },
  {
    name: 'ends a Job that hangs at its deadline, and stops its pod',
    async run(ground) {
      await begin(ground, 'hanging', { activeDeadlineSeconds: 2 });
      await expectEnd(ground, 'Failed', 'DeadlineExceeded');
      await ground.eventually(async () => {
        ok(!(await phases(ground)).includes('Running'));
      });
    },
  },
  {
    name: 'takes a Job that still runs away with its namespace',
    async run(ground) {
      await begin(ground, 'hanging');
      await ground.eventually(async () => {
        deepEqual(await phases(ground), ['Running']);
      });
      await ground.remove(ground.namespacePath);
      await ground.eventually(async () => {
        equal((await ground.get(ground.namespacePath)).status, 404);
      });
    },
  },
];
