import { adoptables } from './adoptable';
import {
  adoptableSettings as settings,
  gatewayRef,
} from './__testUtils__/adoptable';

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

it.each([{ type: 'off' as const }, { type: 'elsewhere' as const }])(
  'has no login to adopt where it is $type',
  protection => {
    expect(adoptables({ ...settings, protection })).toHaveLength(1);
  },
);

it('has no login to adopt where each route has its own', () => {
  const forwardAuth = { address: 'http://login/verify', responseHeaders: [] };
  expect(
    adoptables({
      ...settings,
      implementation: 'traefik',
      protection: { type: 'traefik', forwardAuth },
    }),
  ).toHaveLength(1);
});
