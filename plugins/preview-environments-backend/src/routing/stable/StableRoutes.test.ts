import { HTTPRoute, OwnObjects, ReferenceGrant } from '../../kubernetes';
import { MemoryCluster } from '../../kubernetes/__testUtils__/memoryCluster';
import { edgeRoute } from '../__testUtils__/routes';
import { routeViewOf } from '../hosts';
import { StableRoutes, StableSettings } from './StableRoutes';

const key = { id: '2026-03', secret: 's'.repeat(32) };
const route = edgeRoute({
  stable: {
    hosts: ['staging.example.com'],
    life: '2026-03-01T11:50:00.000Z',
    overrides: [
      {
        service: 'web',
        namespace: 'shop',
        to: { service: 'web', namespace: 'pv-web-pr-42', port: 80 },
      },
    ],
  },
});
const standing = (cluster: MemoryCluster) =>
  cluster
    .content()
    .filter(line => /^HTTPRoute .*-stable-/.test(line))
    .map(line => {
      const [, namespace, name] = /^HTTPRoute (.*)\/(.*)$/.exec(line)!;
      return routeViewOf(
        cluster.read({ resource: HTTPRoute, namespace, name })!,
      );
    });

function setUp(change: Partial<StableSettings> = {}) {
  const cluster = new MemoryCluster();
  const routes = new StableRoutes({
    client: cluster,
    objects: new OwnObjects({ client: cluster, instance: 'test' }),
    settings: {
      instance: 'test',
      hosts: [{ host: 'staging.example.com', namespace: 'shop' }],
      keys: [key],
      cookieSeconds: 28_800,
      secure: () => true,
      ...change,
    },
  });
  cluster.put(HTTPRoute, {
    apiVersion: HTTPRoute.apiVersion,
    kind: HTTPRoute.kind,
    metadata: { name: 'staging', namespace: 'shop' },
    spec: {
      parentRefs: [{ namespace: 'infra', name: 'edge', sectionName: 'web' }],
      hostnames: ['staging.example.com'],
      rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
    },
  });
  return { cluster, routes };
}

it("makes a route beside the baseline's and lets it lead to the preview, once", async () => {
  const { cluster, routes } = setUp();
  await expect(routes.ensure(route, [])).resolves.toBe(true);
  await expect(routes.ensure(route, standing(cluster))).resolves.toBe(false);

  expect(cluster.content()).toEqual([
    'HTTPRoute shop/staging',
    expect.stringMatching(
      /^HTTPRoute shop\/web-pr-42-web-stable-[0-9a-f]{8}-0$/,
    ),
    'ReferenceGrant pv-web-pr-42/preview-stable-host-shop',
  ]);
  const [{ name, purpose, component, previewId }] = standing(cluster);
  expect({ purpose, component, previewId }).toEqual({
    purpose: 'stable-host',
    component: 'web',
    previewId: 'web-pr-42',
  });
  expect(
    cluster.read({ resource: HTTPRoute, namespace: 'shop', name })!.spec,
  ).toMatchObject({
    parentRefs: [{ namespace: 'infra', name: 'edge', sectionName: 'web' }],
    hostnames: ['staging.example.com'],
    rules: [{}, {}, {}],
  });
  expect(
    cluster.read({
      resource: ReferenceGrant,
      namespace: 'pv-web-pr-42',
      name: 'preview-stable-host-shop',
    })!.spec,
  ).toEqual({
    from: [
      {
        group: 'gateway.networking.k8s.io',
        kind: 'HTTPRoute',
        namespace: 'shop',
      },
    ],
    to: [{ group: '', kind: 'Service' }],
  });
});

it("never touches the baseline's own route", async () => {
  const { cluster, routes } = setUp();
  const ref = { resource: HTTPRoute, namespace: 'shop', name: 'staging' };
  const before = cluster.read(ref);
  await routes.ensure(route, []);
  await routes.ensure({ ...route, stable: undefined }, standing(cluster));
  expect(cluster.read(ref)).toEqual(before);
});

it('shows its routes, of one preview, without what leads there', async () => {
  const { routes } = setUp();
  await routes.ensure(route, []);
  const shown = await routes.shown('web-pr-42');
  expect(shown).toEqual([
    expect.objectContaining({ kind: 'HTTPRoute', spec: expect.anything() }),
  ]);
  expect(JSON.stringify(shown)).toContain('preview-entry=…');
  await expect(routes.shown('web-pr-4')).resolves.toEqual([]);
});

it('takes away what the definition no longer asks for', async () => {
  const { cluster, routes } = setUp();
  await routes.ensure(route, []);
  await expect(
    routes.ensure({ ...route, stable: undefined }, standing(cluster)),
  ).resolves.toBe(true);
  expect(standing(cluster)).toEqual([]);
});

it('leads to another seal in another life', async () => {
  const { cluster, routes } = setUp();
  await routes.ensure(route, []);
  const before = JSON.stringify(standing(cluster));
  const later = { ...route.stable!, life: '2026-03-02T00:00:00.000Z' };
  await expect(
    routes.ensure({ ...route, stable: later }, standing(cluster)),
  ).resolves.toBe(true);
  expect(JSON.stringify(standing(cluster))).toBe(before);
});

it.each<[string, Partial<StableSettings>, RegExp]>([
  [
    'is not open for links',
    { hosts: [] },
    /Links may not lead to staging\.example\.com/,
  ],
  [
    'nobody serves there',
    { hosts: [{ host: 'staging.example.com', namespace: 'other' }] },
    /No HTTPRoute in namespace other serves staging\.example\.com/,
  ],
])('names a host that %s', async (_what, change, message) => {
  const { cluster, routes } = setUp(change);
  await expect(routes.ensure(route, [])).rejects.toMatchObject({
    name: 'RefusedError',
    message: expect.stringMatching(message),
  });
  expect(cluster.writes).toEqual([]);
});
