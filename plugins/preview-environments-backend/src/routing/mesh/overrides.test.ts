import * as fc from 'fast-check';
import { KubernetesObject } from '../../kubernetes';
import { answering, MeshRequest } from './__testUtils__/answering';
import { cart, istio, override, ownersRoute } from './__testUtils__/meshes';
import { baselineRouteOf } from './baselineRoute';
import { overrideRoutesOf } from './overrides';
import { RouteMatch } from './serviceRoutes';

const baseline = baselineRouteOf(cart, 'test');
const preview = 'pv-cart-pr-1/cart:80';

function matchesOf({ spec }: KubernetesObject): RouteMatch[] {
  const { rules } = spec as { rules: { matches: RouteMatch[] }[] };
  return rules.flatMap(({ matches }) => matches);
}

describe('the matches of an override', () => {
  const api: RouteMatch = { path: { type: 'PathPrefix', value: '/api' } };
  const key = { name: 'baggage', type: 'RegularExpression' };

  it('are those of the baseline with the key added, and everything', () => {
    const [route] = overrideRoutesOf(override(), [api], istio);
    expect(matchesOf(route)).toEqual([
      {
        path: { type: 'PathPrefix', value: '/' },
        headers: [expect.objectContaining(key)],
      },
      { ...api, headers: [expect.objectContaining(key)] },
    ]);
  });

  it('keep method, query and headers, which would win otherwise', () => {
    const precise: RouteMatch = {
      ...api,
      method: 'GET',
      queryParams: [{ name: 'v', value: '2' }],
      headers: [{ name: 'x-canary', type: 'Exact', value: '1' }],
    };
    const [route] = overrideRoutesOf(override(), [precise], istio);
    expect(matchesOf(route)).toContainEqual({
      ...precise,
      headers: [...precise.headers!, expect.objectContaining(key)],
    });
  });

  it.each`
    headers        | names
    ${'baggage'}   | ${['baggage']}
    ${'x-preview'} | ${['x-preview']}
    ${'both'}      | ${['baggage', 'x-preview']}
  `(
    'ask for $names where the mesh matches by $headers',
    ({ headers, names }) => {
      const [route] = overrideRoutesOf(override(), [], {
        instance: 'test',
        headers,
      });
      expect(
        matchesOf(route).flatMap(one => one.headers!.map(({ name }) => name)),
      ).toEqual(names);
    },
  );

  it('find several keys: one expression, or a plain header for each', () => {
    const two = override('cart-pr-1', { keys: ['web-pr-3', 'cart-pr-1'] });
    const both = { instance: 'test', headers: 'both' as const };
    const [route] = overrideRoutesOf(two, [], both);
    expect(
      matchesOf(route).flatMap(({ headers }) =>
        headers!.map(({ value }) => value),
      ),
    ).toEqual([
      expect.stringContaining('(cart-pr-1|web-pr-3)'),
      'cart-pr-1',
      'web-pr-3',
    ]);
  });

  it('leave out a match that asks for the same header already: a header is matched once', () => {
    const theirs: RouteMatch = {
      ...api,
      headers: [{ name: 'Baggage', value: 'user=1' }],
    };
    const [route] = overrideRoutesOf(override(), [theirs], istio);
    expect(matchesOf(route)).toHaveLength(1);
  });

  it('of gRPC are methods, and everything is no condition but the key', () => {
    const grpc = override('cart-pr-1', {
      target: { ...cart, protocol: 'grpc' },
    });
    const method = { method: { service: 'shop.Cart', method: 'Get' } };
    const [route] = overrideRoutesOf(grpc, [method], istio);
    expect(route.kind).toBe('GRPCRoute');
    expect(matchesOf(route)).toEqual(
      expect.arrayContaining([
        { headers: [expect.objectContaining(key)] },
        { ...method, headers: [expect.objectContaining(key)] },
      ]),
    );
  });
});

const anyMatch: fc.Arbitrary<RouteMatch> = fc.record(
  {
    path: fc.record({
      type: fc.constantFrom('PathPrefix', 'Exact'),
      value: fc.constantFrom('/', '/api', '/api/v1', '/items', '/items/7'),
    }),
    method: fc.constantFrom('GET', 'POST'),
    headers: fc.constantFrom([{ name: 'x-canary', type: 'Exact', value: '1' }]),
  },
  { requiredKeys: ['path'] },
);

const anyRequest: fc.Arbitrary<MeshRequest> = fc.record({
  path: fc.constantFrom('/', '/api', '/api/v1/x', '/items', '/items/7', '/b'),
  method: fc.constantFrom('GET', 'POST', 'PUT'),
  headers: fc.constantFrom<Record<string, string>>({}, { 'x-canary': '1' }),
});

const withKey = (request: MeshRequest, id: string): MeshRequest => ({
  ...request,
  headers: { ...request.headers, baggage: `user=7, preview=${id}` },
});

it('leads every keyed request to its preview, and no other anywhere else than before', () => {
  fc.assert(
    fc.property(
      fc.array(anyMatch, { maxLength: 8 }),
      anyRequest,
      (matches, request) => {
        const before = [
          baseline,
          ...(matches.length > 0 ? [ownersRoute(matches)] : []),
        ];
        const routes = [
          ...before,
          ...overrideRoutesOf(override('cart-pr-1'), matches, istio),
          ...overrideRoutesOf(override('cart-pr-2'), matches, istio),
        ];
        const answer = (asked: MeshRequest) => answering(routes, cart, asked);
        expect(answer(withKey(request, 'cart-pr-1'))).toBe(preview);
        const unchanged = answering(before, cart, request);
        expect(answer(request)).toBe(unchanged);
        expect(answer(withKey(request, 'cart-pr-3'))).toBe(unchanged);
        expect(unchanged).toBeDefined();
      },
    ),
    { numRuns: 500 },
  );
});

it('splits what one route can not hold, in the same way whatever the order', () => {
  const paths = fc.uniqueArray(fc.integer({ min: 0, max: 999 }), {
    minLength: 1,
    maxLength: 300,
  });
  fc.assert(
    fc.property(
      paths,
      fc.constantFrom('baggage', 'both'),
      (numbers, headers) => {
        const matches = numbers.map(number => ({
          path: { type: 'PathPrefix', value: `/${number}` },
        }));
        const settings = { instance: 'test', headers: headers as 'both' };
        const routes = overrideRoutesOf(override(), matches, settings);
        expect(
          overrideRoutesOf(override(), [...matches].reverse(), settings),
        ).toEqual(routes);
        for (const route of routes) {
          const { rules } = route.spec as {
            rules: { matches: RouteMatch[] }[];
          };
          expect(rules.length).toBeLessThanOrEqual(16);
          expect(matchesOf(route).length).toBeLessThanOrEqual(128);
          for (const rule of rules)
            expect(rule.matches.length).toBeLessThanOrEqual(64);
        }
        const names = routes.map(({ metadata }) => metadata.name);
        expect(new Set(names).size).toBe(names.length);
        const perMatch = headers === 'both' ? 2 : 1;
        expect(routes.flatMap(matchesOf)).toHaveLength(
          (matches.length + 1) * perMatch,
        );
      },
    ),
    { numRuns: 50 },
  );
});
