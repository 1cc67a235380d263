import { baselineRouteOf } from './baselineRoute';
import { cart } from './__testUtils__/meshes';
import { meshStatusOf } from './meshStatus';

const parentRef = { group: '', kind: 'Service', name: 'cart', port: 80 };
const yes = (type: string, observedGeneration = 2) => ({
  type,
  status: 'True',
  reason: type,
  message: '',
  observedGeneration,
});
const accepted = [yes('Accepted'), yes('ResolvedRefs')];
const refused = [
  yes('Accepted'),
  {
    ...yes('ResolvedRefs'),
    status: 'False',
    reason: 'BackendNotFound',
    message: 'no such Service',
  },
];

function status(parents: object[], metadata: object = {}) {
  const route = baselineRouteOf(cart, 'test');
  return meshStatusOf(
    {
      ...route,
      metadata: { ...route.metadata, generation: 2, ...metadata },
      status: { parents },
    },
    cart,
    'Istio',
  );
}

it.each`
  scenario                          | parents                                                                      | state
  ${'nobody has an opinion'}        | ${[]}                                                                        | ${'pending'}
  ${'an opinion of the port'}       | ${[{ parentRef, conditions: accepted }]}                                     | ${'accepted'}
  ${'an opinion of all ports'}      | ${[{ parentRef: { ...parentRef, port: undefined }, conditions: accepted }]}  | ${'accepted'}
  ${'of another port'}              | ${[{ parentRef: { ...parentRef, port: 81 }, conditions: accepted }]}         | ${'pending'}
  ${'of a Gateway of the name'}     | ${[{ parentRef: { name: 'cart' }, conditions: accepted }]}                   | ${'pending'}
  ${'of the generation before'}     | ${[{ parentRef, conditions: [yes('Accepted', 1), yes('ResolvedRefs', 1)] }]} | ${'pending'}
  ${'half of an opinion'}           | ${[{ parentRef, conditions: [yes('Accepted')] }]}                            | ${'pending'}
  ${'one refuses, another follows'} | ${[{ parentRef, conditions: refused }, { parentRef, conditions: accepted }]} | ${'accepted'}
`('$scenario: $state', ({ parents, state }) => {
  expect(status(parents).state).toBe(state);
});

it("gives the mesh's own words for a refusal, and the hop", () => {
  expect(status([{ parentRef, conditions: refused }])).toEqual({
    state: 'pending',
    reason:
      'Istio refuses the route preview-baseline-cart-80-test on Service shop/cart:80: BackendNotFound: no such Service',
    hop: { hop: 'route', condition: 'ResolvedRefs' },
  });
});

it('is on its way out, whatever the mesh says', () => {
  expect(
    status([{ parentRef, conditions: accepted }], {
      deletionTimestamp: '2026-03-01T12:00:00Z',
    }).state,
  ).toBe('deleting');
});
