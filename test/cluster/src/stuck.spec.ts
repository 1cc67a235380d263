import { requestsBy } from './ground/auditLog';
import { imageOf } from './ground/baseline';
import { expectGone, expectReason, expectWhole } from './ground/expectations';
import { apply, ClusterObject, get, kubectl, list } from './ground/kubernetes';
import { argoNamespace, backendUser } from './ground/place';
import {
  getHistory,
  getPreview,
  notificationsOf,
  release,
} from './ground/previews';
import { expect, test } from './ground/test';

const hook = 'charts/web/templates/hook.yaml';
const leftover = 'charts/web/templates/leftover.yaml';

interface Application extends ClusterObject {
  operation?: object;
  status?: { operationState?: { phase: string } };
}

const configMap = (name: string, metadata: object) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...metadata },
});

/** Lets the namespaces go that this file holds, also after a failure. */
async function letGo(): Promise<void> {
  const held = await list('configmaps', { labels: 'kit.test/held=true' });
  for (const { metadata } of held) {
    await kubectl([
      'patch',
      `configmap/${metadata.name}`,
      '-n',
      metadata.namespace!,
      '--type=merge',
      '--patch={"metadata":{"finalizers":null}}',
    ]);
  }
}

test.afterEach(async ({ ground }) => {
  await letGo();
  await ground.git.commit({ [hook]: '', [leftover]: '' });
});

test('a namespace that hangs on a finalizer is named, told of, and can be given up', async ({
  ground,
}) => {
  test.setTimeout(240_000);
  const pull = await ground.pullRequest();
  const namespace = `pv-${pull.id}`;
  await pull.open();
  await expectWhole(pull);
  await apply(
    configMap('held', {
      namespace,
      labels: { 'kit.test/held': 'true' },
      finalizers: ['kit.test/hangs'],
    }),
  );
  await pull.close();
  await expectReason(pull.id, /kit\.test\/hangs/);
  const early = await release(pull.id, { dryRun: true });
  expect(early.status).toBe(409);

  await expect
    .poll(async () => (await getPreview(pull.id))?.stuckSince, {
      timeout: 60_000,
    })
    .toBeDefined();
  expect(await getPreview(pull.id)).toMatchObject({ phase: 'terminating' });
  await expect
    .poll(() => notificationsOf(`stuck:${pull.id}`), { timeout: 20_000 })
    .toEqual([
      expect.objectContaining({
        title: `The removal of preview ${pull.id} is stuck`,
      }),
    ]);

  const abandons = [
    expect.objectContaining({ kind: 'Namespace', name: namespace }),
  ];
  const dry = await release(pull.id, { dryRun: true });
  expect(dry.answer).toEqual({ released: false, abandons });
  expect(await getPreview(pull.id)).toMatchObject({ phase: 'terminating' });
  const real = await release(pull.id, { dryRun: false });
  expect(real.answer).toEqual({ released: true, abandons });
  await expect
    .poll(async () => (await getHistory(pull.id))[0], { timeout: 20_000 })
    .toMatchObject({
      phase: 'gone',
      reason: expect.stringMatching(
        new RegExp(`Given up by user:.*Namespace ${namespace}`),
      ),
      cause: expect.stringMatching(/^release requested by user:/),
    });
  expect(await get('namespaces', namespace)).toBeDefined();
  await expect
    .poll(() => notificationsOf(`stuck:${pull.id}`))
    .toEqual([
      expect.objectContaining({ title: expect.stringMatching(/^Over: /) }),
    ]);

  await letGo();
  await expect
    .poll(() => get('namespaces', namespace), { timeout: 60_000 })
    .toBeUndefined();
  await expectGone(pull.id);
});

test('a sync that hangs is terminated before its Application is deleted', async ({
  ground,
}) => {
  test.setTimeout(180_000);
  await ground.git.commit({ [hook]: hangingHook() });
  const pull = await ground.pullRequest();
  const name = `${pull.id}-web`;
  await pull.open();
  await expect
    .poll(
      async () => {
        const live = await get<Application>(
          'applications',
          name,
          argoNamespace,
        );
        return live?.operation && live.status?.operationState?.phase;
      },
      { timeout: 60_000 },
    )
    .toBe('Running');
  await expect
    .poll(() => get('jobs', 'hangs', `pv-${pull.id}`), { timeout: 30_000 })
    .toBeDefined();
  await pull.close();
  await expectGone(pull.id);

  const writes = (await requestsBy(backendUser))
    .filter(({ objectRef }) => objectRef?.name === name)
    .map(({ verb }) => verb)
    .filter(verb => ['patch', 'delete'].includes(verb));
  expect(writes.slice(-2)).toEqual(['patch', 'delete']);
});

test('what Argo CD is told to leave goes with the namespace', async ({
  ground,
}) => {
  const annotations = { 'argocd.argoproj.io/sync-options': 'Delete=false' };
  await ground.git.commit({
    [leftover]: JSON.stringify(configMap('leftover', { annotations })),
  });
  const pull = await ground.pullRequest();
  await pull.open();
  await expectWhole(pull);
  expect(await get('configmaps', 'leftover', `pv-${pull.id}`)).toBeDefined();
  await pull.close();
  await expectGone(pull.id);
});

/** A hook whose pod runs on and on: the sync waits for it. */
function hangingHook(): string {
  return JSON.stringify({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: 'hangs',
      annotations: { 'argocd.argoproj.io/hook': 'Sync' },
    },
    spec: {
      template: {
        spec: {
          restartPolicy: 'Never',
          containers: [
            {
              name: 'hangs',
              image: `${imageOf('tools')}:hanging`,
              resources: { requests: { cpu: '10m', memory: '16Mi' } },
            },
          ],
        },
      },
    },
  });
}
