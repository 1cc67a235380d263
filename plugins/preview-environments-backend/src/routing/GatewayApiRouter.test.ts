import { HTTPRoute, KubernetesObject, OwnObjects } from '../kubernetes';
import {
  failure,
  MemoryCluster,
} from '../kubernetes/__testUtils__/memoryCluster';
import { olderSha } from '../preview/__testUtils__/builders';
import { edgeRoute, foreignRoute, gateway } from './__testUtils__/routes';
import { edgeRouteOf } from './edgeRoute';
import { Objection } from './edge';
import { GatewayApiRouter } from './GatewayApiRouter';
import { RouteView, routeViewOf } from './hosts';

const ref = { resource: HTTPRoute, namespace: 'pv-web-pr-42', name: 'web' };
const preview = { previewId: 'web-pr-42', cluster: 'dev' };

function setUp(
  others: KubernetesObject[] | 'not listed yet' = [],
  objection?: Objection,
) {
  const cluster = new MemoryCluster();
  const objects = new OwnObjects({ client: cluster, instance: 'test' });
  const all = () =>
    others === 'not listed yet'
      ? { state: 'unknown' as const, reason: others, last: [] as RouteView[] }
      : { state: 'known' as const, items: others.map(routeViewOf) };
  const conflicts = { objectionTo: async () => objection };
  const stable = { ensure: async () => false, shown: async () => [] };
  const router = new GatewayApiRouter({
    clusters: () => ({ objects, gateway, routes: { all }, conflicts, stable }),
  });
  return { cluster, router };
}

describe('making a route', () => {
  it('writes once per commit', async () => {
    const { cluster, router } = setUp();
    await expect(router.ensure(edgeRoute())).resolves.toBe('created');
    await expect(router.ensure(edgeRoute())).resolves.toBe('unchanged');
    await expect(router.ensure(edgeRoute({ headSha: olderSha }))).resolves.toBe(
      'updated',
    );
    expect(cluster.writes).toHaveLength(2);
  });

  it('refuses a host that somebody else has, naming the holder and the cure', async () => {
    const { cluster, router } = setUp([foreignRoute([edgeRoute().host])]);
    await expect(router.ensure(edgeRoute())).rejects.toMatchObject({
      name: 'RefusedError',
      message:
        'The host web-pr-42.preview.example.com belongs to HTTPRoute shop/theirs. Choose another spec.routing.host, or remove that route.',
    });
    expect(cluster.writes).toEqual([]);
  });

  it('waits while the routes of the cluster are not known, rather than take a host blindly', async () => {
    const { cluster, router } = setUp('not listed yet');
    await expect(router.ensure(edgeRoute())).rejects.toMatchObject({
      name: 'WaitingError',
      afterMilliseconds: 1_000,
    });
    expect(cluster.writes).toEqual([]);
  });
});

describe('a route that could not work', () => {
  it('is not made, and it is said why', async () => {
    const { cluster, router } = setUp([], {
      reason: 'The listener takes no GRPCRoute.',
      hop: { hop: 'listener', host: edgeRoute().host },
    });
    await expect(router.ensure(edgeRoute())).rejects.toMatchObject({
      name: 'RefusedError',
      message: 'The listener takes no GRPCRoute.',
      hop: { hop: 'listener', host: edgeRoute().host },
    });
    expect(cluster.writes).toEqual([]);
  });

  it('is not looked for where the route stands already', async () => {
    const standing = edgeRouteOf(edgeRoute(), gateway);
    const { router } = setUp([standing], { reason: 'asked in vain' });
    await expect(router.ensure(edgeRoute())).resolves.toBe('created');
  });
});

it('moves a route whose definition moves it, and leaves the rest of the preview alone', async () => {
  const before = edgeRoute();
  const cart = edgeRoute({ component: 'cart', host: 'cart.example.com' });
  const known = [before, cart].map(route => edgeRouteOf(route, gateway));
  const { cluster, router } = setUp(known);
  await router.ensure(before);
  await router.ensure(cart);
  await router.ensure(
    edgeRoute({ name: 'web-pr-42-web', namespace: 'shop', protocol: 'grpc' }),
  );
  expect(cluster.content()).toEqual([
    'GRPCRoute shop/web-pr-42-web',
    'HTTPRoute pv-web-pr-42/cart',
  ]);
  await expect(router.list(preview)).resolves.toEqual(['cart', 'web']);
});

it('takes no route of a mesh for its own', async () => {
  const { cluster, router } = setUp();
  const mesh = edgeRouteOf(edgeRoute(), gateway);
  cluster.put(HTTPRoute, {
    ...mesh,
    spec: { parentRefs: [{ group: '', kind: 'Service', name: 'web' }] },
  });
  await expect(router.list(preview)).resolves.toEqual([]);
  await router.destroy({ ...preview, keep: [] });
  expect(cluster.content()).toEqual(['HTTPRoute pv-web-pr-42/web']);
});

describe('taking routes away', () => {
  it('takes those of the preview but for the kept ones, and no others', async () => {
    const { cluster, router } = setUp();
    const other = edgeRoute({
      previewId: 'web-pr-43',
      namespace: 'pv-web-pr-43',
    });
    await router.ensure(edgeRoute());
    await router.ensure(edgeRoute({ component: 'cart' }));
    await router.ensure(other);
    await expect(
      router.destroy({ ...preview, keep: ['cart'] }),
    ).resolves.toEqual({ state: 'absent' });
    await expect(router.list(preview)).resolves.toEqual(['cart']);
    await router.destroy({ ...preview, keep: [] });
    expect(cluster.content()).toEqual(['HTTPRoute pv-web-pr-43/web']);
    await expect(router.destroy({ ...preview, keep: [] })).resolves.toEqual({
      state: 'absent',
    });
  });

  it('names what holds a route', async () => {
    const { cluster, router } = setUp();
    await router.ensure(edgeRoute());
    const live = cluster.read(ref)!;
    cluster.put(HTTPRoute, {
      ...live,
      metadata: { ...live.metadata, finalizers: ['example.test/hold'] },
    });
    const held = {
      state: 'deleting',
      reason: 'The route web is being removed: finalizer example.test/hold',
    };
    await expect(router.destroy({ ...preview, keep: [] })).resolves.toEqual(
      held,
    );
    const before = cluster.writes.length;
    await expect(router.destroy({ ...preview, keep: [] })).resolves.toEqual(
      held,
    );
    expect(cluster.writes).toHaveLength(before);
    await expect(router.status(edgeRoute())).resolves.toMatchObject({
      state: 'deleting',
    });
  });
});

it('says nothing of a cluster that is out of reach', async () => {
  const { cluster, router } = setUp();
  const unreachable = () => {
    throw failure('list', ref, undefined, { message: 'connect ECONNREFUSED' });
  };
  cluster.before = { get: unreachable, list: unreachable };
  for (const asked of [
    router.status(edgeRoute()),
    router.list(preview),
    router.destroy({ ...preview, keep: [] }),
  ])
    await expect(asked).rejects.toMatchObject({ name: 'WaitingError' });
});
