import { Rival, virtualService } from './rivals';

/** What a service mesh, or a gateway, does with routes on Services. */
export interface MeshImplementation {
  title: string;
  /** Whether it follows routes whose parent is a Service (GAMMA). Gateways do not. */
  routesOnServices: boolean;
  /** Whether header matches of the type RegularExpression work; the Gateway API leaves that to it. */
  regularExpressions: boolean;
  /** Whether a backend in another namespace needs a ReferenceGrant there, although GEP-1294 asks for none. */
  grants: boolean;
  /** Protocols of routes on Services. */
  protocols: ('http' | 'grpc')[];
  /** Where sidecars, nodes or waypoints get their configuration from, when that is a namespace of its own (rule 7.8). */
  controlPlane: string | undefined;
  /** Kinds of its own that routes on the same Service lose against, as far as they are looked for. */
  rivals?: readonly Rival[];
  /** Where each of these facts is from, with the version that was looked at. */
  sources: string[];
}

/**
 * What each implementation can do. A fact that is wrong here makes routes that nobody follows, so that each has its source; a preview
 * is ready only when the implementation itself has accepted the routes.
 */
export const meshImplementations = {
  istio: {
    title: 'Istio',
    routesOnServices: true,
    regularExpressions: true,
    grants: false,
    protocols: ['http', 'grpc'],
    controlPlane: 'istio-system',
    rivals: [virtualService],
    sources: [
      'istio/istio pilot/pkg/config/kube/gateway/conversion.go: HTTPRoute and GRPCRoute with Service parents; grants are asked for only below Gateways',
      'istio/istio pilot/pkg/networking/util: header expressions become RE2 full matches',
      'istio/istio pilot/pkg/networking/core/route: one VirtualService of a host is followed in a sidecar, the oldest',
      'istio.io, Layer 7 features in ambient mode: without a waypoint no header is read',
    ],
  },
  linkerd: {
    title: 'Linkerd',
    routesOnServices: true,
    regularExpressions: true,
    grants: false,
    protocols: ['http', 'grpc'],
    controlPlane: 'linkerd',
    sources: [
      'linkerd/linkerd2-proxy http-route header.rs: Rust regular expressions, each header line by itself, over the whole value',
      'linkerd.io, HTTPRoute and GRPCRoute reference (2.18): Service parents; a ServiceProfile overrides them',
    ],
  },
  cilium: {
    title: 'Cilium',
    routesOnServices: true,
    regularExpressions: true,
    grants: true,
    protocols: ['http'],
    controlPlane: undefined,
    sources: [
      'cilium/cilium operator/pkg/model/translation: header expressions become RE2 matches of Envoy',
      'cilium/cilium operator/pkg/gateway-api/gamma_reconcile.go: lists HTTPRoutes alone, and checks backends in other namespaces against ReferenceGrants',
    ],
  },
  kuma: {
    title: 'Kuma',
    routesOnServices: true,
    regularExpressions: true,
    grants: true,
    protocols: ['http'],
    controlPlane: 'kuma-system',
    sources: [
      'kuma.io, Kubernetes Gateway API: HTTPRoutes with Service parents become MeshHTTPRoutes, whose header matches know RegularExpression',
      'kumahq/kuma #18075: backends in other namespaces need a ReferenceGrant',
    ],
  },
  'envoy-gateway': {
    title: 'Envoy Gateway',
    routesOnServices: false,
    regularExpressions: true,
    grants: true,
    protocols: [],
    controlPlane: undefined,
    sources: [
      'envoyproxy/gateway internal/gatewayapi: Gateways are the only parents',
    ],
  },
  traefik: {
    title: 'Traefik',
    routesOnServices: false,
    regularExpressions: true,
    grants: true,
    protocols: [],
    controlPlane: undefined,
    sources: [
      'traefik/traefik pkg/provider/kubernetes/gateway: Gateways are the only parents; header expressions become HeaderRegexp rules',
    ],
  },
  lattice: {
    title: 'Amazon VPC Lattice',
    routesOnServices: false,
    regularExpressions: false,
    grants: true,
    protocols: [],
    controlPlane: undefined,
    sources: [
      'aws/aws-application-networking-k8s pkg/gateway/model_build_rule.go: exact header matches alone, at most five',
    ],
  },
} as const satisfies Record<string, MeshImplementation>;

/** Those that a cluster can be configured with. */
export const meshNames = ['istio', 'linkerd', 'cilium', 'kuma'] as const;

export type MeshName = (typeof meshNames)[number];

/** By which headers a request shows its key. */
export type KeyHeaders = 'baggage' | 'x-preview' | 'both';

/** How the mesh of one cluster is used. */
export interface MeshSettings {
  instance: string;
  title: string;
  protocols: readonly ('http' | 'grpc')[];
  headers: KeyHeaders;
  grants: boolean;
  rivals: readonly Rival[];
}

/** What configuration says, over what the implementation can do. */
export interface ConfiguredMesh {
  implementation: MeshName;
  /** Undefined: as the implementation can. */
  match?: KeyHeaders;
  /** Undefined: as the implementation asks. */
  referenceGrants?: boolean;
}

/** Where no expressions are matched, the plain twin of the key is. */
export function meshSettings(
  { implementation, match, referenceGrants }: ConfiguredMesh,
  instance: string,
): MeshSettings {
  const facts: MeshImplementation = meshImplementations[implementation];
  return {
    instance,
    title: facts.title,
    protocols: facts.protocols,
    headers: match ?? (facts.regularExpressions ? 'baggage' : 'x-preview'),
    grants: referenceGrants ?? facts.grants,
    rivals: facts.rivals ?? [],
  };
}
