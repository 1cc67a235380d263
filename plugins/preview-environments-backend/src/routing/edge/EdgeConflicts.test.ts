import { FailingHop } from '@previewenv/plugin-preview-environments-common';
import { WaitingError } from '@previewenv/plugin-preview-environments-node';
import { edgeRoute } from '../__testUtils__/routes';
import { EdgeConflicts, EdgeConflictsOptions } from './EdgeConflicts';

const namespaceWith = (labels: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'any', labels },
});

function conflicts(change: Partial<EdgeConflictsOptions> = {}) {
  return new EdgeConflicts({
    gateway: async () => ({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { namespace: 'infra', name: 'edge' },
      spec: {
        listeners: [
          {
            name: 'https',
            protocol: 'HTTPS',
            allowedRoutes: { namespaces: { from: 'All' } },
          },
        ],
      },
    }),
    address: async () => ({ host: '10.0.0.1', port: 443, scheme: 'https' }),
    listener: undefined,
    namespace: async () =>
      namespaceWith({ 'preview-environments.io/routable': 'true' }),
    certificate: async () => undefined,
    ...change,
  });
}

it.each<
  [string, Partial<EdgeConflictsOptions>, string, FailingHop | undefined]
>([
  [
    'a namespace whose owner has not opened it',
    { namespace: async () => namespaceWith({}) },
    "The namespace pv-web-pr-42 is not open for routes: spec.routing.entry needs one that its owner has labelled preview-environments.io/routable: 'true'.",
    undefined,
  ],
  [
    'a namespace that is not there',
    { namespace: async () => undefined },
    "The namespace pv-web-pr-42 is not there: spec.routing.entry needs one that its owner has labelled preview-environments.io/routable: 'true'.",
    undefined,
  ],
  [
    'a listener that is not there',
    { listener: 'previews' },
    "Gateway infra/edge has no listener previews; check gateway.listener of the cluster's configuration.",
    { hop: 'listener', host: edgeRoute().host },
  ],
  [
    'a certificate that does not cover one of the hosts',
    {
      certificate: async (_address, host) =>
        host.startsWith('shop.') ? `It does not cover ${host}.` : undefined,
    },
    'It does not cover shop.web-pr-42.preview.example.com.',
    {
      hop: 'tls',
      host: 'shop.web-pr-42.preview.example.com',
      problem: 'not-covered',
    },
  ],
])('names %s', async (_what, change, reason, hop) => {
  const route = edgeRoute({
    otherHosts: ['shop.web-pr-42.preview.example.com'],
  });
  await expect(conflicts(change).objectionTo(route)).resolves.toEqual({
    reason,
    hop,
  });
});

it('finds nothing against a route that fits', async () => {
  await expect(conflicts().objectionTo(edgeRoute())).resolves.toBe(undefined);
});

it('leaves a Gateway without an address to the probe', async () => {
  const address = async () => {
    throw new WaitingError('no address yet');
  };
  await expect(conflicts({ address }).objectionTo(edgeRoute())).resolves.toBe(
    undefined,
  );
});
