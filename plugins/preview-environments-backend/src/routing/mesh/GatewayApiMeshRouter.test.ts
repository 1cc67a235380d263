import {
  isRefused,
  isWaiting,
} from '@previewenv/plugin-preview-environments-node';
import { GRPCRoute, HTTPRoute, ReferenceGrant } from '../../kubernetes';
import {
  cart,
  instance,
  istio,
  meshGround,
  override,
  ownersRoute,
} from './__testUtils__/meshes';
import { GatewayApiMeshRouter } from './GatewayApiMeshRouter';
import { meshSettings } from './implementations';
import { virtualService } from './rivals';
import { RouteMatch } from './serviceRoutes';

const grpcCart = { ...cart, protocol: 'grpc' as const };
const slash: RouteMatch = { path: { type: 'PathPrefix', value: '/' } };
const api: RouteMatch = { path: { type: 'PathPrefix', value: '/api' } };

const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    error => {
      if (!isRefused(error) && !isWaiting(error)) throw error;
      return error.message;
    },
  );

describe('what a mesh router writes', () => {
  it("is on one port of the Service, in the Service's namespace, and names its preview", async () => {
    const { cluster, router } = meshGround();
    await router.ensureBaseline(cart);
    await router.ensure(override());
    const [shared, own] = await cluster.list({ resource: HTTPRoute });
    for (const route of [shared, own]) {
      expect(route.metadata.namespace).toBe('shop');
      expect(route.spec).toMatchObject({
        parentRefs: [{ group: '', kind: 'Service', name: 'cart', port: 80 }],
      });
    }
    expect(shared.metadata.labels).toEqual({
      'app.kubernetes.io/managed-by': 'preview-environments',
      'preview-environments.io/instance': instance,
      'preview-environments.io/shared': 'true',
    });
    expect(own.metadata.labels).toMatchObject({
      'preview-environments.io/id': 'cart-pr-1',
      'preview-environments.io/component': 'cart',
    });
  });

  it.each`
    scenario                                  | mesh                                                                          | grants
    ${'an implementation that asks for none'} | ${istio}                                                                      | ${0}
    ${'one that does'}                        | ${meshSettings({ implementation: 'cilium' }, instance)}                       | ${1}
    ${'configuration that says so'}           | ${meshSettings({ implementation: 'istio', referenceGrants: true }, instance)} | ${1}
  `('$scenario: $grants grants in the preview', async ({ mesh, grants }) => {
    const { cluster, router } = meshGround(mesh);
    await router.ensure(override());
    await router.ensure(override());
    const found = await cluster.list({ resource: ReferenceGrant });
    expect(found).toHaveLength(grants);
    for (const grant of found) {
      expect(grant.metadata.namespace).toBe('pv-cart-pr-1');
      expect(grant.spec).toEqual({
        from: [
          {
            group: 'gateway.networking.k8s.io',
            kind: 'HTTPRoute',
            namespace: 'shop',
          },
        ],
        to: [{ group: '', kind: 'Service' }],
      });
    }
  });

  it('follows the baseline: fewer matches, fewer routes', async () => {
    const { cluster, router, settle } = meshGround();
    const paths = Array.from({ length: 200 }, (_, number) => ({
      path: { type: 'PathPrefix', value: `/${number}` },
    }));
    cluster.put(HTTPRoute, ownersRoute(paths));
    await settle();
    await router.ensure(override());
    await settle();
    expect((await cluster.list({ resource: HTTPRoute })).length).toBe(3);
    cluster.put(HTTPRoute, ownersRoute([api]));
    await settle();
    expect(await router.ensure(override())).toBe('updated');
    expect((await cluster.list({ resource: HTTPRoute })).length).toBe(2);
    await settle();
    expect(await router.ensure(override())).toBe('unchanged');
  });

  it('changes its kind with the protocol, and leaves none of the other behind', async () => {
    const { cluster, router, settle } = meshGround();
    await router.ensure(override());
    await settle();
    await router.ensure(override('cart-pr-1', { target: grpcCart }));
    expect(await cluster.list({ resource: HTTPRoute })).toEqual([]);
    expect(await cluster.list({ resource: GRPCRoute })).toHaveLength(1);
  });
});

describe('the way to the baseline', () => {
  it.each`
    scenario                                     | matches                          | made
    ${'no route of the owners'}                  | ${undefined}                     | ${true}
    ${'a route of theirs for a part of it'}      | ${[api]}                         | ${true}
    ${'a route of theirs that takes everything'} | ${[api, slash]}                  | ${false}
    ${'one that takes everything of one kind'}   | ${[{ ...slash, method: 'GET' }]} | ${true}
  `('$scenario: ours is made: $made', async ({ matches, made }) => {
    const { cluster, router, settle } = meshGround();
    if (matches) cluster.put(HTTPRoute, ownersRoute(matches));
    await settle();
    await router.ensureBaseline(cart);
    await settle();
    const ours = (await cluster.list({ resource: HTTPRoute })).filter(
      ({ metadata }) => metadata.labels,
    );
    expect(ours).toHaveLength(made ? 1 : 0);
    expect(await router.baselineStatus(cart)).toEqual({ state: 'accepted' });
  });

  it('stays when the owners make one of their own later, for only a mesh knows when that works', async () => {
    const { cluster, router, settle } = meshGround();
    await router.ensureBaseline(cart);
    cluster.put(HTTPRoute, ownersRoute([slash]));
    await settle();
    expect(await router.ensureBaseline(cart)).toBe('unchanged');
    expect(await cluster.list({ resource: HTTPRoute })).toHaveLength(2);
  });
});

describe('what is refused, with the cure', () => {
  it.each`
    scenario                           | mesh                                                    | target                             | reason
    ${'a cluster without a mesh'}      | ${'none'}                                               | ${cart}                            | ${/Cluster dev has no service mesh.*clusters\.dev\.mesh.*mesh: none/}
    ${'a kind that is not followed'}   | ${meshSettings({ implementation: 'cilium' }, instance)} | ${grpcCart}                        | ${/Cilium follows no GRPCRoute.*shop\/cart:80/}
    ${'a namespace that is not there'} | ${istio}                                                | ${{ ...cart, namespace: 'shopp' }} | ${/no namespace shopp/}
  `('$scenario', async ({ mesh, target, reason }) => {
    const { objects, routes, cluster } = meshGround();
    const router = new GatewayApiMeshRouter({
      clusters: () => ({
        client: cluster,
        objects,
        routes,
        mesh: mesh === 'none' ? undefined : mesh,
      }),
    });
    expect(await reasonOf(router.ensureBaseline(target))).toMatch(reason);
    expect(
      await reasonOf(router.ensure(override('cart-pr-1', { target }))),
    ).toMatch(reason);
    expect(cluster.writes).toEqual([]);
  });

  it('a route of the owners of another kind, which would be switched off or on', async () => {
    const { cluster, router, settle } = meshGround();
    cluster.put(GRPCRoute, ownersRoute([{}], { kind: 'GRPCRoute' }));
    await settle();
    expect(await reasonOf(router.ensureBaseline(cart))).toMatch(
      /GRPCRoute shop\/theirs is on Service shop\/cart:80/,
    );
    expect(cluster.writes).toEqual([]);
  });

  it('waits while the routes of the cluster are not known: what the baseline matches could not be repeated', async () => {
    const { objects, cluster } = meshGround();
    const router = new GatewayApiMeshRouter({
      clusters: () => ({
        client: cluster,
        objects,
        mesh: istio,
        routes: {
          all: () => ({ state: 'unknown', reason: 'not listed yet', last: [] }),
        },
      }),
    });
    expect(await reasonOf(router.ensure(override()))).toMatch(/not known yet/);
    expect(cluster.writes).toEqual([]);
  });

  const virtual = (spec: object) => ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'theirs', namespace: 'shop' },
    spec,
  });

  it.each`
    scenario                 | spec                                                    | refused
    ${'by its short name'}   | ${{ hosts: ['cart'] }}                                  | ${true}
    ${'by its whole name'}   | ${{ hosts: ['cart.shop.svc.cluster.local'] }}           | ${true}
    ${'in the mesh as well'} | ${{ hosts: ['cart.shop'], gateways: ['edge', 'mesh'] }} | ${true}
    ${'at a gateway only'}   | ${{ hosts: ['cart'], gateways: ['edge'] }}              | ${false}
    ${'for another Service'} | ${{ hosts: ['carts'] }}                                 | ${false}
  `(
    'a VirtualService of the owners, $scenario: $refused',
    async ({ spec, refused }) => {
      const { cluster, router, settle } = meshGround();
      cluster.put(virtualService.resource, virtual(spec));
      await settle();
      const reason = await reasonOf(router.ensureBaseline(cart));
      expect(
        /VirtualService shop\/theirs answers for Service shop\/cart:80/.test(
          reason,
        ),
      ).toBe(refused);
      expect(cluster.writes.length).toBe(refused ? 0 : 1);
    },
  );
});
