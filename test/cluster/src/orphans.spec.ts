import { expectGone, expectWhole, remainsOf } from './ground/expectations';
import { apply, get, list, remove } from './ground/kubernetes';
import { argoNamespace, instance as ours } from './ground/place';
import {
  getHistory,
  getSweep,
  listOrphans,
  Orphan,
  releaseOrphan,
} from './ground/previews';
import { expect, test } from './ground/test';

/** The first sweep begins half a minute after the start. */
const timeout = 90_000;

function metadata(id: string, instance: string, rest: object) {
  return {
    ...rest,
    labels: {
      'app.kubernetes.io/managed-by': 'preview-environments',
      'preview-environments.io/id': id,
      'preview-environments.io/instance': instance,
      'preview-environments.io/routable': 'true',
    },
  };
}

/** As the product would have made them, by an administrator's hand and without a word of their pull request. */
function leftovers(id: string, instance: string): object[] {
  const namespace = `pv-${id}`;
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: metadata(id, instance, { name: namespace }),
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: metadata(id, instance, {
        name: 'preview-environments-preview',
        namespace,
      }),
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'preview-environments-preview',
      },
      subjects: [
        {
          kind: 'ServiceAccount',
          name: 'backend',
          namespace: 'preview-environments',
        },
      ],
    },
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: metadata(id, instance, { name: 'web', namespace }),
      spec: {
        parentRefs: [{ name: 'edge', namespace: 'infra' }],
        hostnames: [`${id}.preview.test`],
        rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
      },
    },
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: metadata(id, instance, {
        name: `${id}-web`,
        namespace: argoNamespace,
        finalizers: ['resources-finalizer.argocd.argoproj.io'],
      }),
      spec: {
        project: 'previews',
        source: { repoURL: 'http://127.0.0.1:1/nowhere', path: 'web' },
        destination: { server: 'https://kubernetes.default.svc', namespace },
      },
    },
  ];
}

const orphanOf = async (id: string): Promise<Orphan | undefined> =>
  (await listOrphans()).find(({ previewId }) => previewId === id);

async function uidsOf(id: string): Promise<string[]> {
  const labels = `preview-environments.io/id=${id}`;
  const found = await list('namespaces,httproutes,applications', { labels });
  return found.map(({ kind, metadata: { uid } }) => `${kind} ${uid}`).sort();
}

test('what nobody knows is found, shown, found again and removed; the same of another instance is left alone', async ({
  ground: _,
}) => {
  await apply(...leftovers('foreign-pr-1', 'elsewhere'));
  await apply(...leftovers('ghost-pr-1', ours));
  const foreign = await uidsOf('foreign-pr-1');
  expect(foreign).toHaveLength(3);

  await expect.poll(() => orphanOf('ghost-pr-1'), { timeout }).toBeDefined();
  const orphan = await orphanOf('ghost-pr-1');
  expect(orphan?.objects.map(({ kind }) => kind)).toEqual([
    'Namespace',
    'HTTPRoute',
    'Application',
  ]);
  expect(orphan?.reason).toContain('No preview ghost-pr-1 is known');
  await expect.poll(() => remainsOf('ghost-pr-1'), { timeout }).toEqual([]);
  await expect.poll(() => orphanOf('ghost-pr-1'), { timeout }).toBeUndefined();

  expect(await orphanOf('foreign-pr-1')).toBeUndefined();
  expect(await uidsOf('foreign-pr-1')).toEqual(foreign);
  const sweep = await getSweep();
  expect(sweep).toMatchObject({ problems: [] });
  expect(sweep.sweptAt).toBeDefined();
  await remove('applications', 'foreign-pr-1-web', {
    namespace: argoNamespace,
  });
  await remove('namespaces', 'pv-foreign-pr-1');
});

test('what comes back after a preview is gone goes the same way again', async ({
  ground,
}) => {
  const pull = await ground.pullRequest();
  await pull.open();
  await expectWhole(pull);
  await pull.close();
  await expectGone(pull.id);
  await apply(...leftovers(pull.id, ours));
  await expect.poll(() => orphanOf(pull.id), { timeout }).toBeDefined();
  expect((await orphanOf(pull.id))?.reason).toContain('has been gone since');
  await expect.poll(() => remainsOf(pull.id), { timeout }).toEqual([]);
  await expectGone(pull.id);
  await expect.poll(() => orphanOf(pull.id), { timeout }).toBeUndefined();
  const history = await getHistory(pull.id);
  expect(history.map(({ cause }) => cause)).toContain('sweep');
});

test('what an administrator releases is left alone', async ({ ground: _ }) => {
  const name = 'pv-kept-pr-1';
  const [home] = leftovers('kept-pr-1', ours);
  await apply(home);
  await expect.poll(() => orphanOf('kept-pr-1'), { timeout }).toBeDefined();
  await releaseOrphan('dev.kept-pr-1');
  // Three sweeps would have removed it.
  await new Promise(resolve => setTimeout(resolve, 20_000));
  expect(await orphanOf('kept-pr-1')).toBeUndefined();
  expect((await get('namespaces', name))?.metadata).not.toHaveProperty(
    'deletionTimestamp',
  );
  await remove('namespaces', name);
});
