import { imageOf } from './ground/baseline';
import { deployFiles } from './ground/deploySource';
import { expectGone, expectReason, expectWhole } from './ground/expectations';
import { ClusterObject, list } from './ground/kubernetes';
import { argoNamespace } from './ground/place';
import { redeploy } from './ground/previews';
import { tamper } from './ground/tamper';
import { expect, test } from './ground/test';

interface Owned extends ClusterObject {
  spec?: object;
  subjects?: object;
}

const kinds =
  'namespaces,rolebindings,networkpolicies,resourcequotas,limitranges,services,httproutes,applications';

/** What is said of every object of a preview, without what the cluster writes beside it. */
async function snapshot(id: string): Promise<Record<string, object>> {
  const objects = await list<Owned>(kinds, {
    labels: `preview-environments.io/id=${id}`,
  });
  return Object.fromEntries(
    objects.map(({ kind, metadata, spec, subjects }) => [
      `${kind} ${metadata.name}`,
      { labels: metadata.labels, spec, subjects },
    ]),
  );
}

const tampered: { what: string; in?: string; patch: object }[] = [
  {
    what: 'rolebindings/preview-environments-workload',
    patch: { subjects: [] },
  },
  {
    what: 'networkpolicies/preview-environments',
    patch: { spec: { policyTypes: ['Ingress'], egress: [] } },
  },
  {
    what: 'resourcequotas/preview-environments',
    patch: { spec: { hard: { pods: '99' } } },
  },
  {
    what: 'limitranges/preview-environments',
    patch: { spec: { limits: [{ type: 'Container' }] } },
  },
  {
    what: 'services/cart',
    patch: { spec: { externalName: 'elsewhere.example.test' } },
  },
  {
    what: 'httproutes/web',
    patch: { spec: { hostnames: ['elsewhere.preview.test'] } },
  },
];

test('what somebody changed is put back at the next look', async ({
  ground,
}) => {
  const pull = await ground.pullRequest();
  await pull.open();
  await expectWhole(pull);
  const namespace = `pv-${pull.id}`;
  const before = await snapshot(pull.id);
  for (const { what, patch } of tampered) {
    await tamper([
      'patch',
      what,
      '-n',
      namespace,
      '--type=merge',
      `--patch=${JSON.stringify(patch)}`,
    ]);
  }
  await tamper([
    'label',
    'namespace',
    namespace,
    '--overwrite',
    'pod-security.kubernetes.io/enforce=privileged',
  ]);
  await tamper([
    'patch',
    `applications/${pull.id}-web`,
    '-n',
    argoNamespace,
    '--type=merge',
    `--patch=${JSON.stringify({ spec: { source: { path: 'elsewhere' } } })}`,
  ]);
  await redeploy(pull.id);
  await expect
    .poll(() => snapshot(pull.id), { timeout: 60_000 })
    .toEqual(before);
  // The gateway takes a route up a moment after it was written.
  await expect(() => expectWhole(pull)).toPass({ timeout: 60_000 });
  await pull.close();
  await expectGone(pull.id);
});

test('a pod that cannot pull its image is named, with the image', async ({
  ground,
}) => {
  const path = 'kustomize/cart/cart.yaml';
  const failing = deployFiles[path].replace(
    '      labels: {app: cart}\n    spec:',
    '      labels: {app: cart}\n      annotations: {kit.test/pod: image-pull}\n    spec:',
  );
  expect(failing).not.toBe(deployFiles[path]);
  await ground.git.commit({ [path]: failing });
  const pull = await ground.pullRequest('cart');
  await pull.open();
  await expectReason(
    pull.id,
    new RegExp(`Pod cart-.*cannot pull.*${imageOf('cart')}`),
  );
  await pull.close();
  await expectGone(pull.id);
  await ground.git.commit({ [path]: deployFiles[path] });
});
