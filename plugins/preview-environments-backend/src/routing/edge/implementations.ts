/** The gateways that objects are generated for beyond what the Gateway API can say. */
export const gatewayImplementations = [
  'envoy-gateway',
  'istio',
  'traefik',
] as const;

export type GatewayImplementation = (typeof gatewayImplementations)[number];

/** What a gateway does of the Gateway API that others leave out, and what it has beside it. */
export interface EdgeImplementation {
  /** Whether it follows the `CORS` filter of an HTTPRoute; else a middleware does it. */
  corsFilter: boolean;
  /** Whether a GRPCRoute may set response headers; else a middleware does it. */
  grpcResponseHeaders: boolean;
  /** Whether the answer of who asks for a login in front of a preview carries the response headers of the preview's route. */
  refusalsCarryRouteHeaders: boolean;
  /** Where its proxies run by default, when that is not the namespace of the Gateway (rule 7.8). */
  proxies: string | undefined;
  /** Where each of these facts is from; the kit is test/cluster, which writes docs/routing-capabilities.md. */
  sources: string[];
}

/** A fact that is wrong here makes routes that fail although their gateway accepts them, so that each has its source. */
export const edgeImplementations: Record<
  GatewayImplementation,
  EdgeImplementation
> = {
  'envoy-gateway': {
    corsFilter: true,
    grpcResponseHeaders: true,
    refusalsCarryRouteHeaders: true,
    proxies: 'envoy-gateway-system',
    sources: [
      'the kit: filters and refusals, by requests through Envoy Gateway 1.9',
      'gateway.envoyproxy.io, Gateway Namespace Mode: without it all proxies run beside the controller',
    ],
  },
  istio: {
    corsFilter: true,
    grpcResponseHeaders: true,
    refusalsCarryRouteHeaders: true,
    proxies: undefined,
    sources: [
      'the kit: refusals, by requests through a Gateway of Istio 1.30',
      'istio/istio pilot/pkg/config/kube/gateway/conversion.go (1.30): CORS becomes the CorsPolicy of a VirtualService, and filters of GRPCRoutes those of HTTPRoutes',
      'istio.io, Kubernetes Gateway API, automated deployment: the proxies of a Gateway run in its namespace',
    ],
  },
  traefik: {
    corsFilter: false,
    grpcResponseHeaders: false,
    refusalsCarryRouteHeaders: false,
    proxies: undefined,
    sources: [
      'the kit: Traefik 3.7 accepts both filters and fails every request of their rules',
      "Traefik's proxies run wherever it was installed",
    ],
  },
};

/** What is assumed of a gateway of which nobody says what it is: that it does all that the Gateway API has. */
export const anyImplementation: Pick<
  EdgeImplementation,
  'corsFilter' | 'grpcResponseHeaders'
> = { corsFilter: true, grpcResponseHeaders: true };
