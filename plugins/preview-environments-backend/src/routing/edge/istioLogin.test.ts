import { adoptables } from './adoptable';
import {
  adoptableSettings,
  gatewayRef,
  makeProbeKey,
} from './__testUtils__/adoptable';
import { keySetOf } from './probeCredential';
import { Protection } from './protection';

type IstioProtection = Extract<Protection, { type: 'istio' }>;

const jwt = { issuer: 'https://id.example.com' };

function loginOf(protection: Omit<IstioProtection, 'type'>) {
  return adoptables({
    ...adoptableSettings,
    implementation: 'istio',
    protection: { type: 'istio', ...protection },
  }).filter(({ purpose }) => purpose === 'login');
}

it('asks a provider of the mesh about every request, whatever its host looks like', () => {
  const [{ object }, ...others] = loginOf({ provider: 'oauth2-proxy' });
  expect(others).toEqual([]);
  expect(object).toMatchObject({
    kind: 'AuthorizationPolicy',
    metadata: { namespace: 'infra' },
    spec: {
      targetRefs: [gatewayRef],
      action: 'CUSTOM',
      provider: { name: 'oauth2-proxy' },
      rules: [{}],
    },
  });
});

it('believes the tokens of an issuer, and refuses who brings none', () => {
  const [believed, refused] = loginOf({ jwt });
  expect(believed.object).toMatchObject({
    kind: 'RequestAuthentication',
    metadata: { namespace: 'infra' },
    spec: {
      targetRefs: [gatewayRef],
      jwtRules: [{ issuer: 'https://id.example.com' }],
    },
  });
  expect(refused.object).toMatchObject({
    kind: 'AuthorizationPolicy',
    spec: {
      targetRefs: [gatewayRef],
      action: 'DENY',
      rules: [{ from: [{ source: { notRequestPrincipals: ['*'] } }] }],
    },
  });
});

it('believes probes that sign with the key, at a header that applications have no use for', () => {
  const probeKey = makeProbeKey();
  const [{ object }] = loginOf({
    jwt: {
      ...jwt,
      jwksUri: 'https://id.example.com/keys',
      audiences: ['previews'],
    },
    probeKey,
  });
  expect(object.spec).toEqual({
    targetRefs: [gatewayRef],
    jwtRules: [
      {
        issuer: 'https://id.example.com',
        jwksUri: 'https://id.example.com/keys',
        audiences: ['previews'],
      },
      {
        issuer: 'preview-environments',
        audiences: ['infra/edge'],
        jwks: keySetOf(probeKey),
        fromHeaders: [{ name: 'x-preview-probe' }],
      },
    ],
  });
});
