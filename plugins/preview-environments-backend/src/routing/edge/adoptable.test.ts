import { adoptables, AdoptableSettings } from './adoptable';

const settings: AdoptableSettings = {
  namespace: 'infra',
  name: 'edge',
  listener: 'previews',
  implementation: undefined,
  protection: { type: 'off' },
};

const gatewayRef = {
  group: 'gateway.networking.k8s.io',
  kind: 'Gateway',
  name: 'edge',
};

it.each`
  implementation     | kind                     | spec
  ${'envoy-gateway'} | ${'ClientTrafficPolicy'} | ${{ targetRefs: [gatewayRef], headers: { earlyRequestHeaders: { remove: ['baggage', 'x-preview'] } } }}
  ${'traefik'}       | ${'Middleware'}          | ${{ headers: { customRequestHeaders: { baggage: '', 'x-preview': '' } } }}
  ${undefined}       | ${'HTTPRoute'}           | ${{ rules: [{ filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { remove: ['baggage', 'x-preview'] } }] }] }}
`(
  'takes the keys of clients off with $implementation by a $kind',
  ({ implementation, kind, spec }) => {
    const [{ purpose, object }] = adoptables({ ...settings, implementation });
    expect(purpose).toBe('key-stripping');
    expect(object).toMatchObject({ kind, spec });
  },
);

it('takes the keys of clients off on Istio before its proxies choose a route', () => {
  const [{ object }] = adoptables({ ...settings, implementation: 'istio' });
  expect(object).toMatchObject({
    kind: 'EnvoyFilter',
    metadata: { namespace: 'infra' },
    spec: {
      workloadSelector: {
        labels: { 'gateway.networking.k8s.io/gateway-name': 'edge' },
      },
      configPatches: [{ applyTo: 'NETWORK_FILTER' }],
    },
  });
  expect(JSON.stringify(object)).toContain(
    '"mutations":[{"remove":"baggage"},{"remove":"x-preview"}]',
  );
});

describe('a login that belongs to the listener', () => {
  it('asks a service, and lets nobody in while that is silent', () => {
    const [, { purpose, explanation, object }] = adoptables({
      ...settings,
      implementation: 'envoy-gateway',
      protection: {
        type: 'envoy-gateway',
        externalAuth: { service: 'login', namespace: 'auth', port: 8080 },
      },
    });
    expect(purpose).toBe('login');
    expect(explanation).toContain('a ReferenceGrant in auth');
    expect(object).toMatchObject({
      kind: 'SecurityPolicy',
      metadata: { namespace: 'infra' },
      spec: {
        targetRefs: [{ ...gatewayRef, sectionName: 'previews' }],
        extAuth: {
          failOpen: false,
          http: {
            backendRefs: [{ name: 'login', namespace: 'auth', port: 8080 }],
          },
        },
      },
    });
  });

  it('sends people to an identity provider', () => {
    const [, { object }] = adoptables({
      ...settings,
      implementation: 'envoy-gateway',
      protection: {
        type: 'envoy-gateway',
        oidc: {
          issuer: 'https://id.example.com',
          clientId: 'previews',
          clientSecretName: 'previews-oidc',
        },
      },
    });
    expect(object.spec).toMatchObject({
      oidc: {
        provider: { issuer: 'https://id.example.com' },
        clientID: 'previews',
        clientSecret: { name: 'previews-oidc' },
      },
    });
    expect(object.spec).not.toHaveProperty('extAuth');
  });

  it('asks a provider of the mesh about every request, whatever its host looks like', () => {
    const [, { object }] = adoptables({
      ...settings,
      implementation: 'istio',
      protection: { type: 'istio', provider: 'oauth2-proxy' },
    });
    expect(object).toMatchObject({
      kind: 'AuthorizationPolicy',
      spec: {
        targetRefs: [gatewayRef],
        action: 'CUSTOM',
        provider: { name: 'oauth2-proxy' },
        rules: [{}],
      },
    });
  });

  it('is not there where somebody else asks, or nobody', () => {
    for (const protection of [
      { type: 'off' as const },
      { type: 'elsewhere' as const },
    ])
      expect(adoptables({ ...settings, protection })).toHaveLength(1);
  });
});
