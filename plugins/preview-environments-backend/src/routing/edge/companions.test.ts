import { edgeRoute, gateway } from '../__testUtils__/routes';
import { edgeCompanionsOf, edgeRouteOf, GatewaySettings } from '../edgeRoute';

interface Spec {
  rules: { filters: { type: string; extensionRef?: object }[] }[];
}
const forwardAuth = {
  address: 'http://login.infra.svc.cluster.local/verify',
  responseHeaders: ['x-user'],
};
const withLogin = {
  ...gateway,
  implementation: 'traefik' as const,
  protection: { type: 'traefik' as const, forwardAuth },
};
const cors = { origins: ['https://a.example.com'], credentials: true };

const filtersOf = (
  route = edgeRoute(),
  settings: GatewaySettings = withLogin,
) => (edgeRouteOf(route, settings).spec as Spec).rules[0].filters;

it('asks for a login before anything else, so that a refusal does not look like an answer of the preview', () => {
  expect(filtersOf()[0]).toEqual({
    type: 'ExtensionRef',
    extensionRef: {
      group: 'traefik.io',
      kind: 'Middleware',
      name: 'web-login',
    },
  });
});

it('makes what asks for it beside the route, as ours', () => {
  const [{ object }] = edgeCompanionsOf(edgeRoute(), withLogin);
  const route = edgeRouteOf(edgeRoute(), withLogin);
  expect(object).toEqual({
    apiVersion: 'traefik.io/v1alpha1',
    kind: 'Middleware',
    metadata: { ...route.metadata, name: 'web-login' },
    spec: {
      forwardAuth: {
        address: 'http://login.infra.svc.cluster.local/verify',
        trustForwardHeader: false,
        authResponseHeaders: ['x-user'],
      },
    },
  });
});

it('lets pages of other origins in by a middleware where there is no filter for it', () => {
  const route = edgeRoute({ cors });
  expect(filtersOf(route).map(({ type }) => type)).toEqual([
    'ExtensionRef',
    'RequestHeaderModifier',
    'ResponseHeaderModifier',
    'ExtensionRef',
  ]);
  expect(edgeCompanionsOf(route, withLogin)[1].object).toMatchObject({
    metadata: { name: 'web-cors', namespace: 'pv-web-pr-42' },
    spec: {
      headers: {
        accessControlAllowOriginList: ['https://a.example.com'],
        accessControlAllowCredentials: true,
      },
    },
  });
});

it.each([
  ['grpc', 'traefik', 'ExtensionRef', ['web-answer']],
  ['grpc', 'envoy-gateway', 'ResponseHeaderModifier', []],
  ['http', 'traefik', 'ResponseHeaderModifier', []],
] as const)(
  'marks the answers of %s by %s with a %s',
  (protocol, implementation, type, names) => {
    const route = edgeRoute({ protocol });
    const settings = {
      ...withLogin,
      implementation,
      protection: gateway.protection,
    };
    expect(filtersOf(route, settings).at(-1)).toMatchObject({ type });
    const made = edgeCompanionsOf(route, settings).map(({ object }) => object);
    expect(made.map(({ metadata }) => metadata.name)).toEqual(names);
    for (const { spec } of made)
      expect(spec).toEqual({
        headers: {
          customResponseHeaders: {
            'x-preview': `web-pr-42;${route.headSha}`,
            'x-robots-tag': 'noindex',
          },
        },
      });
  },
);

it.each([
  [
    'nobody asks for a login',
    { ...gateway, implementation: 'traefik' as const },
  ],
  [
    'the Gateway itself asks for it',
    { ...gateway, protection: { type: 'istio' as const, provider: 'login' } },
  ],
])('needs nothing besides the route where %s', (_where, settings) => {
  expect(edgeCompanionsOf(edgeRoute(), settings)).toEqual([]);
});

it.each([
  ['no login', gateway.protection, undefined],
  [
    'a header',
    {
      ...withLogin.protection,
      credential: { header: 'x-login', value: 'open' },
    },
    ['x-login'],
  ],
  [
    'a key',
    { type: 'istio' as const, probeKey: 'never used here' },
    ['x-preview-probe'],
  ],
])(
  'hides what passes the login from applications where it is passed by %s',
  (_what, protection, removed) => {
    const filters = filtersOf(edgeRoute(), { ...withLogin, protection });
    expect(
      filters.find(({ type }) => type === 'RequestHeaderModifier'),
    ).toEqual({
      type: 'RequestHeaderModifier',
      requestHeaderModifier: {
        set: [
          { name: 'baggage', value: 'preview=web-pr-42' },
          { name: 'x-preview', value: 'web-pr-42' },
        ],
        ...(removed && { remove: removed }),
      },
    });
    expect(JSON.stringify(filters)).not.toMatch(/open|never used/);
  },
);

it.each([
  ['istio', 'CORS'],
  ['envoy-gateway', 'CORS'],
  [undefined, 'CORS'],
  ['traefik', 'ExtensionRef'],
] as const)(
  'lets pages of other origins in on %s by a filter %s',
  (implementation, type) => {
    const settings = { ...gateway, implementation };
    expect(filtersOf(edgeRoute({ cors }), settings).at(-1)).toMatchObject({
      type,
    });
  },
);
