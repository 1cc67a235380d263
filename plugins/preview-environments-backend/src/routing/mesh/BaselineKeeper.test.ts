import { HTTPRoute } from '../../kubernetes';
import { cart, meshGround, override } from './__testUtils__/meshes';
import { BaselineKeeper } from './BaselineKeeper';
import { overrideName } from './targets';

const shared = 'HTTPRoute shop/preview-baseline-cart-80-test';
const own = `HTTPRoute shop/${overrideName(override(), 0)}`;

function setUp() {
  const ground = meshGround();
  const keeper = new BaselineKeeper({
    objects: () => ground.objects,
    router: ground.router,
  });
  const routes = () =>
    ground.cluster.content().filter(name => name.startsWith('HTTPRoute'));
  return { ...ground, keeper, routes };
}

it.each`
  scenario                               | overridden | open       | leaving  | left
  ${'no override, open to previews'}     | ${false}   | ${'true'}  | ${false} | ${[shared]}
  ${'no override, no longer open'}       | ${false}   | ${'false'} | ${false} | ${[]}
  ${'an override, no longer open'}       | ${true}    | ${'false'} | ${false} | ${[own, shared]}
  ${'no override, previews are leaving'} | ${false}   | ${'true'}  | ${true}  | ${[]}
  ${'an override that has not left yet'} | ${true}    | ${'true'}  | ${true}  | ${[own, shared]}
`('$scenario', async ({ overridden, open, leaving, left }) => {
  const { router, keeper, routes, openNamespace } = setUp();
  await router.ensureBaseline(cart);
  if (overridden) await router.ensure(override());
  openNamespace(open);
  await keeper.keep('dev', { leaving });
  expect(routes()).toEqual([...left].sort());
});

it('makes the way to the baseline again that somebody took away under an override', async () => {
  const { router, keeper, routes, cluster } = setUp();
  await router.ensureBaseline(cart);
  await router.ensure(override());
  cluster.take({
    resource: HTTPRoute,
    namespace: 'shop',
    name: 'preview-baseline-cart-80-test',
  });
  await keeper.keep('dev', { leaving: false });
  expect(routes()).toContain(shared);
});

it('writes nothing while nothing has changed', async () => {
  const { router, keeper, cluster, settle } = setUp();
  await router.ensureBaseline(cart);
  await router.ensure(override());
  await settle();
  const before = cluster.writes.length;
  await keeper.keep('dev', { leaving: false });
  expect(cluster.writes.length).toBe(before);
});

it('replaces the route of another kind once nothing leads by it any more', async () => {
  const { router, keeper, cluster, settle } = setUp();
  const grpc = { ...cart, protocol: 'grpc' as const };
  await router.ensureBaseline(cart);
  await router.ensure(override());
  await settle();
  await router.ensureBaseline(grpc);
  await router.ensure(override('cart-pr-1', { target: grpc }));
  await keeper.keep('dev', { leaving: false });
  expect(
    cluster
      .content()
      .map(name => name.split(' ')[0])
      .sort(),
  ).toEqual(['GRPCRoute', 'GRPCRoute', 'Namespace']);
});
