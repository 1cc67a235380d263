import { expect, test } from '@playwright/test';
import { baselineNamespace, baselineTag, imageOf } from './ground/baseline';
import { GitRepository } from './ground/gitRepository';
import { apply, ClusterObject, get, remove } from './ground/kubernetes';
import { argoNamespace, ports } from './ground/place';
import { preparePlatform } from './ground/platform';
import { askEdge, PodAnswer } from './ground/edge';

interface Application extends ClusterObject {
  status?: {
    sync?: { status: string };
    health?: { status: string };
    conditions?: { message: string }[];
  };
}

const git = new GitRepository(ports.kitGit);
const namespace = 'pv-kit-pr-1';

const application = (name: string, source: object) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: {
    name,
    namespace: argoNamespace,
    finalizers: ['resources-finalizer.argocd.argoproj.io'],
  },
  spec: {
    project: 'previews',
    source: { repoURL: git.url, targetRevision: 'main', ...source },
    destination: { server: 'https://kubernetes.default.svc', namespace },
    syncPolicy: { automated: { prune: true } },
  },
});

const state = async () => {
  const found = await get<Application>(
    'applications',
    'kit-web',
    argoNamespace,
  );
  const { sync, health, conditions } = found?.status ?? {};
  return [sync?.status, health?.status, conditions?.[0]?.message]
    .filter(Boolean)
    .join(' ');
};

test.beforeAll(async () => {
  await git.start();
  await preparePlatform();
  await apply({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: namespace,
      labels: {
        'preview-environments.io/routable': 'true',
        // a pod's short names are those of its own sidecar
        'istio-injection': 'enabled',
      },
    },
  });
  await apply(
    application('kit-web', {
      path: 'charts/web',
      helm: {
        releaseName: 'web',
        parameters: [{ name: 'image.tag', value: 'pr-1-abcdef0' }],
      },
    }),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'cart', namespace },
      spec: {
        type: 'ExternalName',
        externalName: `cart.${baselineNamespace}.svc.cluster.local`,
      },
    },
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'web', namespace },
      spec: {
        parentRefs: [
          { name: 'edge', namespace: 'infra', sectionName: 'preview' },
        ],
        hostnames: ['kit-pr-1.preview.test'],
        rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
      },
    },
  );
  await expect.poll(state, { timeout: 60_000 }).toBe('Synced Healthy');
});

test.afterAll(async () => {
  for (const name of ['kit-web', 'kit-cart']) {
    await remove('applications', name, { namespace: argoNamespace });
  }
  await remove('namespace', namespace, { wait: false });
  await git.stop();
});

test('a chart from git becomes pods that call the baseline by short names', async () => {
  await expect(async () => {
    const call = encodeURIComponent('http://cart/?call=http://payments/');
    const { text } = await askEdge('kit-pr-1.preview.test', `/?call=${call}`);
    const web: PodAnswer = JSON.parse(text);
    const cart = web.upstream?.body;
    expect(web.image).toBe(`${imageOf('web')}:pr-1-abcdef0`);
    expect(cart?.namespace).toBe(baselineNamespace);
    expect(cart?.image).toBe(`${imageOf('cart')}:${baselineTag}`);
    expect(cart?.upstream?.body?.env.APP).toBe('payments');
  }).toPass({ timeout: 20_000 });
});

test('a browser sees a page with the component and its commit', async () => {
  const { text, headers } = await askEdge('kit-pr-1.preview.test', '/', {
    accept: 'text/html',
  });
  expect(headers['content-type']).toContain('text/html');
  expect(text).toContain('<h1>web</h1>');
  expect(text).toContain('pr-1-abcdef0');
});

test('a Kustomize base takes the image of the commit', async () => {
  await apply(
    application('kit-cart', {
      path: 'kustomize/cart',
      kustomize: { images: [`acme/cart=${imageOf('cart')}:pr-1-abcdef1`] },
    }),
  );
  await expect
    .poll(
      async () => {
        const found = await get<
          ClusterObject & {
            spec: { template: { spec: { containers: { image: string }[] } } };
          }
        >('deployments', 'cart', namespace);
        return found?.spec.template.spec.containers[0].image;
      },
      { timeout: 60_000 },
    )
    .toBe(`${imageOf('cart')}:pr-1-abcdef1`);
});
