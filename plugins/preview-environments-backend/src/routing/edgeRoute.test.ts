import { edgeRoute, gateway } from './__testUtils__/routes';
import { edgeRouteOf } from './edgeRoute';

interface Spec {
  parentRefs: object[];
  hostnames: string[];
  rules: {
    filters: { type: string; [modifier: string]: unknown }[];
    backendRefs: object[];
  }[];
}

function specOf(settings = gateway): Spec {
  return edgeRouteOf(edgeRoute(), settings).spec as unknown as Spec;
}

it('lives beside its backend, so that no grant is needed, and is labelled as ours', () => {
  expect(edgeRouteOf(edgeRoute(), gateway).metadata).toEqual({
    name: 'web',
    namespace: 'pv-web-pr-42',
    labels: {
      'app.kubernetes.io/managed-by': 'preview-environments',
      'preview-environments.io/id': 'web-pr-42',
      'preview-environments.io/instance': 'test',
      'preview-environments.io/component': 'web',
    },
    annotations: { 'preview-environments.io/head-sha': edgeRoute().headSha },
  });
});

it.each([
  ['any listener that admits it', undefined, {}],
  ['the configured listener', 'https', { sectionName: 'https' }],
])('attaches to %s', (_which, listener, section) => {
  expect(specOf({ ...gateway, listener }).parentRefs).toEqual([
    {
      group: 'gateway.networking.k8s.io',
      kind: 'Gateway',
      namespace: 'gateways',
      name: 'public',
      ...section,
    },
  ]);
});

it('answers for its host alone, by its own Service', () => {
  const { hostnames, rules } = specOf();
  expect(hostnames).toEqual(['web-pr-42.preview.example.com']);
  expect(rules).toHaveLength(1);
  expect(rules[0].backendRefs).toEqual([
    { group: '', kind: 'Service', name: 'web', port: 80 },
  ]);
});

it('sets the routing key and never adds to it, or a client could bring its own', () => {
  const [{ filters }] = specOf().rules;
  expect(filters[0]).toEqual({
    type: 'RequestHeaderModifier',
    requestHeaderModifier: {
      set: [
        { name: 'baggage', value: 'preview=web-pr-42' },
        { name: 'x-preview', value: 'web-pr-42' },
      ],
    },
  });
});

it('proves itself in its answers (rule 7.7) and stays out of search engines', () => {
  const [{ filters }] = specOf().rules;
  expect(filters[1]).toEqual({
    type: 'ResponseHeaderModifier',
    responseHeaderModifier: {
      set: [
        { name: 'x-preview', value: `web-pr-42;${edgeRoute().headSha}` },
        { name: 'x-robots-tag', value: 'noindex' },
      ],
    },
  });
  expect(filters).toHaveLength(2);
});

it('takes calls of gRPC by a route of their own kind, all of them', () => {
  const { kind, spec } = edgeRouteOf(edgeRoute({ protocol: 'grpc' }), gateway);
  expect(kind).toBe('GRPCRoute');
  expect(Object.keys((spec as Spec).rules[0])).toEqual([
    'filters',
    'backendRefs',
  ]);
});

it('answers for all its hosts, and lets pages of other origins call it', () => {
  const { hostnames, rules } = edgeRouteOf(
    edgeRoute({
      otherHosts: ['shop.preview.example.com'],
      cors: { origins: ['https://a.example.com'], credentials: true },
    }),
    gateway,
  ).spec as Spec;
  expect(hostnames).toEqual([
    'web-pr-42.preview.example.com',
    'shop.preview.example.com',
  ]);
  expect(rules[0].filters[2]).toEqual({
    type: 'CORS',
    cors: {
      allowOrigins: ['https://a.example.com'],
      allowMethods: expect.arrayContaining(['GET', 'DELETE']),
      allowHeaders: expect.arrayContaining(['baggage', 'traceparent']),
      maxAge: 600,
      allowCredentials: true,
    },
  });
});
