import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readConfiguration } from './readConfiguration';

const secret = 's'.repeat(32);
const read = (dev: object, more: object = {}) =>
  readConfiguration(
    new ConfigReader({
      previewEnvironments: {
        instance: 'platform',
        clusters: {
          dev: {
            credentials: { type: 'in-cluster' },
            argocd: { project: 'previews' },
            gateway: { namespace: 'infra', name: 'edge' },
            hostSuffixes: ['preview.example.com'],
            ...dev,
          },
        },
        ...more,
      },
    } as JsonObject),
  )!;
const forwardAuth = { address: 'http://login.infra/verify' };

it.each`
  scenario                    | protection                              | expected                                                                     | implementation
  ${'nothing said'}           | ${undefined}                            | ${undefined}                                                                 | ${undefined}
  ${'off on purpose'}         | ${'off'}                                | ${{ type: 'off' }}                                                           | ${undefined}
  ${'off as YAML 1.1 has it'} | ${false}                                | ${{ type: 'off' }}                                                           | ${undefined}
  ${'somewhere else'}         | ${{ type: 'elsewhere' }}                | ${{ type: 'elsewhere' }}                                                     | ${undefined}
  ${'with each route'}        | ${{ type: 'traefik', forwardAuth }}     | ${{ type: 'traefik', forwardAuth: { ...forwardAuth, responseHeaders: [] } }} | ${'traefik'}
  ${'by the mesh'}            | ${{ type: 'istio', provider: 'login' }} | ${{ type: 'istio', provider: 'login' }}                                      | ${'istio'}
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

it('never repeats a secret in what it says', () => {
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
