import { adoptables } from './adoptable';
import {
  adoptableSettings,
  gatewayRef,
  makeProbeKey,
} from './__testUtils__/adoptable';
import { keySetOf } from './probeCredential';
import { Protection } from './protection';

type EnvoyGatewayProtection = Extract<Protection, { type: 'envoy-gateway' }>;

const listenerRef = { ...gatewayRef, sectionName: 'previews' };
const oidc = {
  issuer: 'https://id.example.com/realms/staff',
  clientId: 'previews',
  clientSecretName: 'previews-oidc',
  scopes: [],
};
const callback = {
  host: 'login.preview.example.com',
  cookieDomain: 'preview.example.com',
};

function loginOf(
  protection: Omit<EnvoyGatewayProtection, 'type'>,
  settings: Partial<typeof adoptableSettings> = {},
) {
  return adoptables({
    ...adoptableSettings,
    implementation: 'envoy-gateway',
    ...settings,
    protection: { type: 'envoy-gateway', ...protection },
  }).filter(({ purpose }) => purpose === 'login');
}

it('asks a service, and lets nobody in while that is silent', () => {
  const [{ explanation, object }] = loginOf({
    externalAuth: { service: 'login', namespace: 'auth', port: 8080 },
  });
  expect(explanation).toContain('a ReferenceGrant in auth');
  expect(object).toMatchObject({
    kind: 'SecurityPolicy',
    metadata: { namespace: 'infra' },
    spec: {
      targetRefs: [listenerRef],
      extAuth: {
        failOpen: false,
        http: {
          backendRefs: [{ name: 'login', namespace: 'auth', port: 8080 }],
        },
      },
    },
  });
});

it('is for the whole Gateway where no listener is named, and says so', () => {
  const [{ explanation, object }] = loginOf(
    { externalAuth: { service: 'login', port: 8080 } },
    { listener: undefined },
  );
  expect(explanation).toContain('gateway.listener is not set');
  expect(object.spec).toMatchObject({ targetRefs: [gatewayRef] });
});

describe('by OpenID Connect', () => {
  it('sends people to an identity provider, and back to where they were', () => {
    const [{ explanation, object }, ...others] = loginOf({ oidc });
    expect(others).toEqual([]);
    expect(explanation).toContain('the Secret infra/previews-oidc');
    expect(explanation).toContain(
      'the redirect URI https://<host>/preview-login/callback',
    );
    expect(object.spec).toEqual({
      targetRefs: [listenerRef],
      oidc: {
        provider: { issuer: 'https://id.example.com/realms/staff' },
        clientID: 'previews',
        clientSecret: { name: 'previews-oidc' },
        redirectURL:
          '%REQ(x-forwarded-proto)%://%REQ(:authority)%/preview-login/callback',
        logoutPath: '/preview-login/logout',
      },
    });
  });

  it('has one host to come back to, with a session for all previews, where the provider knows only that', () => {
    const [policy, route] = loginOf({
      oidc: { ...oidc, scopes: ['email'], callback },
    });
    expect(policy.object.spec).toMatchObject({
      oidc: {
        redirectURL: 'https://login.preview.example.com/preview-login/callback',
        cookieDomain: 'preview.example.com',
        scopes: ['email'],
      },
    });
    expect(policy.explanation).toContain(
      'the redirect URI https://login.preview.example.com/preview-login/callback',
    );
    expect(route.object).toMatchObject({
      kind: 'HTTPRoute',
      metadata: { namespace: 'infra' },
      spec: {
        parentRefs: [{ ...listenerRef, namespace: 'infra' }],
        hostnames: ['login.preview.example.com'],
        rules: [
          {
            filters: [
              {
                type: 'RequestRedirect',
                requestRedirect: { hostname: 'id.example.com' },
              },
            ],
          },
        ],
      },
    });
  });

  it.each([
    ['https', 443, 'https://login.preview.example.com/'],
    ['https', 8443, 'https://login.preview.example.com:8443/'],
    ['http', 80, 'http://login.preview.example.com/'],
  ] as const)('comes back by %s at port %i', (scheme, port, origin) => {
    const [{ object }] = loginOf(
      { oidc: { ...oidc, callback } },
      { publicScheme: scheme, publicPort: port },
    );
    expect(object.spec).toMatchObject({
      oidc: { redirectURL: `${origin}preview-login/callback` },
    });
  });

  it('lets probes pass that sign with the key, and publishes its public half', () => {
    const probeKey = makeProbeKey();
    const [{ object }] = loginOf({ oidc, probeKey });
    expect(object.spec).toMatchObject({
      oidc: { passThroughAuthHeader: true },
      jwt: {
        optional: true,
        providers: [
          {
            issuer: 'preview-environments',
            audiences: ['infra/edge'],
            localJWKS: { type: 'Inline', inline: keySetOf(probeKey) },
            extractFrom: { headers: [{ name: 'x-preview-probe' }] },
          },
        ],
      },
    });
    expect(JSON.stringify(object)).not.toContain('PRIVATE');
  });
});
