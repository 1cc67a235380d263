import { KubernetesObject } from '../../kubernetes';
import { RouteView, routeViewOf } from '../hosts';
import {
  cart,
  instance,
  istio,
  override,
  ownersRoute,
} from './__testUtils__/meshes';
import { baselineRouteOf } from './baselineRoute';
import { concernedBy } from './concerned';
import { overrideRoutesOf } from './overrides';

const view = (route: KubernetesObject): RouteView => routeViewOf(route);
const overrides = ['cart-pr-1', 'cart-pr-2'].map(id =>
  view(overrideRoutesOf(override(id), [], istio)[0]),
);
const shared = view(baselineRouteOf(cart, instance));
const elsewhere = view(baselineRouteOf({ ...cart, port: 81 }, instance));
const api = view(
  ownersRoute([{ path: { type: 'PathPrefix', value: '/api' } }]),
);
const items = view(
  ownersRoute([{ path: { type: 'PathPrefix', value: '/items' } }]),
);
const gatewayRoute: RouteView = { ...api, services: [], matches: [] };
const everybody = ['cart-pr-1', 'cart-pr-2'];

it.each`
  scenario                             | previous        | item            | expected
  ${'the shared route was taken away'} | ${shared}       | ${undefined}    | ${everybody}
  ${'the shared route was made'}       | ${undefined}    | ${shared}       | ${everybody}
  ${'the owners match something else'} | ${api}          | ${items}        | ${everybody}
  ${'the owners left the Service'}     | ${api}          | ${gatewayRoute} | ${everybody}
  ${'only its status is new'}          | ${api}          | ${{ ...api }}   | ${[]}
  ${'a route on another port'}         | ${elsewhere}    | ${undefined}    | ${[]}
  ${'a route of a gateway'}            | ${gatewayRoute} | ${undefined}    | ${[]}
  ${'an override of a preview'}        | ${overrides[0]} | ${undefined}    | ${[]}
`('$scenario: $expected', ({ previous, item, expected }) => {
  const known = () => [shared, ...overrides];
  expect(concernedBy({ key: '', item, previous }, known, instance)).toEqual(
    expected,
  );
});

it('are none of another instance', () => {
  expect(
    concernedBy(
      { key: '', item: undefined, previous: shared },
      () => overrides,
      'other',
    ),
  ).toEqual([]);
});
