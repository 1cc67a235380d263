import { makeProbeKey } from '../routing/edge/__testUtils__/adoptable';
import { readMinimal } from './__testUtils__/minimal';

const secret = 's'.repeat(32);
const read = (dev: object, more: object = {}) => readMinimal(more, dev);
const forwardAuth = { address: 'http://login.infra/verify' };
const credential = { header: 'x-login', value: 'open sesame' };
const probeKey = makeProbeKey();
const oidc = {
  issuer: 'https://id.example.com',
  clientId: 'previews',
  clientSecretName: 'previews-oidc',
};
const byOidc = { type: 'envoy-gateway', oidc };
const byJwt = { type: 'istio', jwt: { issuer: 'https://id.example.com' } };
const callbackHost = 'login.preview.example.com';

it.each`
  scenario                    | protection                              | expected                                                                     | implementation
  ${'nothing said'}           | ${undefined}                            | ${undefined}                                                                 | ${undefined}
  ${'off on purpose'}         | ${'off'}                                | ${{ type: 'off' }}                                                           | ${undefined}
  ${'off as YAML 1.1 has it'} | ${false}                                | ${{ type: 'off' }}                                                           | ${undefined}
  ${'somewhere else'}         | ${{ type: 'elsewhere' }}                | ${{ type: 'elsewhere' }}                                                     | ${undefined}
  ${'with each route'}        | ${{ type: 'traefik', forwardAuth }}     | ${{ type: 'traefik', forwardAuth: { ...forwardAuth, responseHeaders: [] } }} | ${'traefik'}
  ${'by the mesh'}            | ${{ type: 'istio', provider: 'login' }} | ${{ type: 'istio', provider: 'login' }}                                      | ${'istio'}
  ${'by tokens'}              | ${{ ...byJwt, probeKey }}               | ${{ ...byJwt, probeKey }}                                                    | ${'istio'}
  ${'by a provider of ids'}   | ${{ ...byOidc, probeKey }}              | ${{ ...byOidc, probeKey, oidc: { ...oidc, scopes: [] } }}                    | ${'envoy-gateway'}
`(
  'reads a protection: $scenario',
  ({ protection, expected, implementation }) => {
    const { dev } = read({ protection }).clusters;
    expect(dev.protection).toEqual(expected);
    expect(dev.gateway.implementation).toBe(implementation);
  },
);

it.each`
  scenario                         | dev                                                                                                                                                        | expected
  ${'a type that is none'}         | ${{ protection: { type: 'nginx' } }}                                                                                                                       | ${/clusters\.dev\.protection.*has to be off, or a group of keys with the type elsewhere/}
  ${'a word that is none'}         | ${{ protection: 'on' }}                                                                                                                                    | ${/clusters\.dev\.protection/}
  ${'a misspelt key'}              | ${{ protection: { type: 'traefik', forwardAut: forwardAuth } }}                                                                                            | ${/did you mean forwardAuth\?/}
  ${'an address that is none'}     | ${{ protection: { type: 'traefik', forwardAuth: { address: 'login' } } }}                                                                                  | ${/protection\.forwardAuth\.address: has to be a URL/}
  ${'two ways at once'}            | ${{ protection: { type: 'envoy-gateway', externalAuth: { service: 'a', port: 1 }, oidc: { issuer: 'https://a', clientId: 'b', clientSecretName: 'c' } } }} | ${/needs either externalAuth or oidc/}
  ${'no way at all'}               | ${{ protection: { type: 'envoy-gateway' } }}                                                                                                               | ${/needs either externalAuth or oidc/}
  ${'no way in by Istio'}          | ${{ protection: { type: 'istio' } }}                                                                                                                       | ${/needs either provider or jwt/}
  ${'a header for OIDC'}           | ${{ protection: { ...byOidc, credential } }}                                                                                                               | ${/protection\.credential: does not pass oidc and jwt.*use probeKey/}
  ${'a header for tokens'}         | ${{ protection: { ...byJwt, credential } }}                                                                                                                | ${/protection\.credential: does not pass oidc and jwt.*use probeKey/}
  ${'a key for a service'}         | ${{ protection: { type: 'istio', provider: 'login', probeKey } }}                                                                                          | ${/protection\.probeKey: is for oidc and jwt.*use credential/}
  ${'a key that is none'}          | ${{ protection: { ...byOidc, probeKey: 'open sesame' } }}                                                                                                  | ${/protection\.probeKey: is no private key; openssl genpkey/}
  ${'a header of our own'}         | ${{ protection: { type: 'traefik', forwardAuth, credential: { ...credential, header: 'Baggage' } } }}                                                      | ${/credential\.header: is a header that routes of previews set/}
  ${'an issuer without TLS'}       | ${{ protection: { ...byOidc, oidc: { ...oidc, issuer: 'http://id.example.com' } } }}                                                                       | ${/oidc\.issuer: has to be the URL of an identity provider, https/}
  ${'an issuer with a query'}      | ${{ protection: { ...byOidc, oidc: { ...oidc, issuer: 'https://id.example.com?a=b' } } }}                                                                  | ${/oidc\.issuer: has to be the URL/}
  ${'two scopes in one'}           | ${{ protection: { ...byOidc, oidc: { ...oidc, scopes: ['email profile'] } } }}                                                                             | ${/oidc\.scopes\[0\]: has to be a scope/}
  ${'a callback to another place'} | ${{ protection: { ...byOidc, oidc: { ...oidc, callbackHost: 'login.example.com' } } }}                                                                     | ${/oidc\.callbackHost: has to end in a host suffix.*there are preview\.example\.com/}
  ${'a callback for some hosts'}   | ${{ hostSuffixes: ['preview.example.com', 'other.example.com'], protection: { ...byOidc, oidc: { ...oidc, callbackHost } } }}                              | ${/oidc\.callbackHost: has to end in a host suffix that all others end in/}
  ${'a login for another gateway'} | ${{ gateway: { namespace: 'infra', name: 'edge', implementation: 'istio' }, protection: { type: 'traefik', forwardAuth } }}                                | ${/protection\.type: is for traefik, but gateway\.implementation is istio/}
  ${'links without keys'}          | ${{ stableHosts: [{ host: 'staging.example.com', namespace: 'shop' }] }}                                                                                   | ${/previewEnvironments\.links: is missing; stableHosts/}
  ${'a stable host with a path'}   | ${{ stableHosts: [{ host: 'staging.example.com/x', namespace: 'shop' }] }}                                                                                 | ${/stableHosts\[0\]\.host: has to be a host/}
  ${'a check of no hosts'}         | ${{ keyStripping: { hosts: [] } }}                                                                                                                         | ${/keyStripping\.hosts: needs at least one host/}
`('names $scenario', ({ dev, expected }) => {
  expect(() => read(dev)).toThrow(expected);
});

it.each`
  scenario            | links                                                   | expected
  ${'no keys'}        | ${{ keys: [] }}                                         | ${/links\.keys: needs at least one key/}
  ${'a short secret'} | ${{ keys: [{ id: 'a', secret: 'short' }] }}             | ${/links\.keys\[0\]\.secret: has to be at least 32 characters/}
  ${'an id twice'}    | ${{ keys: [{ id: 'a', secret }, { id: 'a', secret }] }} | ${/links\.keys: names an id twice/}
  ${'a long id'}      | ${{ keys: [{ id: 'a'.repeat(33), secret }] }}           | ${/links\.keys\[0\]\.id/}
`('names what is wrong with links: $scenario', ({ links, expected }) => {
  expect(() => read({}, { links })).toThrow(expected);
});

it.each([
  [['preview.example.com'], 'preview.example.com'],
  [['eu.preview.example.com', 'preview.example.com'], 'preview.example.com'],
])(
  'gives a sign-in for hosts that end in %j a session for %s',
  (hostSuffixes, cookieDomain) => {
    const protection = { ...byOidc, oidc: { ...oidc, callbackHost } };
    expect(read({ hostSuffixes, protection }).clusters.dev).toMatchObject({
      protection: { oidc: { callback: { host: callbackHost, cookieDomain } } },
    });
  },
);

it.each([
  ['envoy-gateway', ['infra', 'envoy-gateway-system']],
  ['istio', ['infra']],
  ['traefik', ['infra']],
])(
  'lets the proxies of %s through where they run',
  (implementation, expected) => {
    const gateway = { namespace: 'infra', name: 'edge', implementation };
    expect(read({ gateway }).clusters.dev.gatewayNamespaces).toEqual(expected);
  },
);

it('never repeats a secret in what it says', () => {
  expect(() =>
    read({ protection: { ...byOidc, credential, probeKey: 'open sesame' } }),
  ).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('sesame') }),
  );
  const short = 'not-so-secret';
  expect(() =>
    read({}, { links: { keys: [{ id: 'a', secret: short }] } }),
  ).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining(short) }),
  );
});

it('has defaults for links', () => {
  const { links } = read(
    { stableHosts: [{ host: 'staging.example.com', namespace: 'shop' }] },
    { links: { keys: [{ id: '2026-03', secret }] } },
  );
  expect(links).toEqual({
    keys: [{ id: '2026-03', secret }],
    lifetime: { minutes: 15 },
    cookie: { hours: 8 },
  });
});
