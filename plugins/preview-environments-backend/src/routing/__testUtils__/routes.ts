import { DesiredEdgeRoute } from '@previewenv/plugin-preview-environments-node';
import { HTTPRoute, KubernetesObject } from '../../kubernetes';
import { previewId, sha } from '../../preview/__testUtils__/builders';
import { edgeRouteOf, GatewaySettings } from '../edgeRoute';
import { PublicAddress } from '../SharedGateway';

export const gateway: GatewaySettings & PublicAddress = {
  instance: 'test',
  namespace: 'gateways',
  name: 'public',
  listener: undefined,
  addresses: undefined,
  implementation: undefined,
  protection: { type: 'off' },
  publicScheme: 'https',
  publicPort: 443,
};

/** The edge route of `web` at the head of its pull request; `change` says what is different. */
export function edgeRoute(
  change: Partial<DesiredEdgeRoute> = {},
): DesiredEdgeRoute {
  return {
    previewId,
    component: 'web',
    cluster: 'dev',
    name: change.component ?? 'web',
    namespace: 'pv-web-pr-42',
    host: 'web-pr-42.preview.example.com',
    otherHosts: [],
    protocol: 'http',
    headSha: sha,
    backend: { service: 'web', port: 80 },
    cors: undefined,
    stable: undefined,
    ...change,
  };
}

/** The route of `web` as its gateway left it. */
export function liveRoute(
  status: object | undefined,
  metadata: Partial<KubernetesObject['metadata']> = {},
): KubernetesObject {
  const object = edgeRouteOf(edgeRoute(), gateway);
  return {
    ...object,
    metadata: { ...object.metadata, generation: 2, ...metadata },
    ...(status && { status }),
  };
}

/** Somebody else's route for a host. */
export function foreignRoute(
  hostnames: string[],
  parentRefs: object[] = [{ namespace: 'gateways', name: 'public' }],
): KubernetesObject {
  return {
    apiVersion: HTTPRoute.apiVersion,
    kind: HTTPRoute.kind,
    metadata: { name: 'theirs', namespace: 'shop' },
    spec: { hostnames, parentRefs },
  };
}
