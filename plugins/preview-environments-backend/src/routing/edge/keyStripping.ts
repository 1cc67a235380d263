import { Adoptable, AdoptableSettings, gatewayRef } from './adoption';
import { keyHeaders } from './routingKey';

/**
 * Takes keys that clients send off at the Gateway, before any route is chosen; routes of previews set theirs after that. It is for the
 * whole Gateway: a key steers requests on hosts of the shared environment, which is where it must not come from outside.
 */
export function keyStripping(settings: AdoptableSettings): Adoptable {
  const purpose = 'key-stripping';
  const { namespace, name } = settings;
  switch (settings.implementation) {
    case 'envoy-gateway':
      return {
        purpose,
        explanation:
          'Takes routing keys that clients send off all requests of the Gateway. Apply it, or add its headers to the ClientTrafficPolicy that the Gateway has.',
        // ClientTrafficPolicy: headers.earlyRequestHeaders come before routing (Envoy Gateway 1.1 and later).
        object: {
          apiVersion: 'gateway.envoyproxy.io/v1alpha1',
          kind: 'ClientTrafficPolicy',
          metadata: { name: 'strip-preview-keys', namespace },
          spec: {
            targetRefs: [gatewayRef(name)],
            headers: { earlyRequestHeaders: { remove: [...keyHeaders] } },
          },
        },
      };
    case 'istio':
      return {
        purpose,
        explanation:
          "Takes routing keys that clients send off all requests of the Gateway's proxies. Apply it in the Gateway's namespace.",
        object: {
          apiVersion: 'networking.istio.io/v1alpha3',
          kind: 'EnvoyFilter',
          metadata: { name: 'strip-preview-keys', namespace },
          spec: {
            // The label that Istio puts on the proxies of a Gateway.
            workloadSelector: {
              labels: { 'gateway.networking.k8s.io/gateway-name': name },
            },
            configPatches: [earlyMutation()],
          },
        },
      };
    case 'traefik':
      return {
        purpose,
        explanation:
          "Takes routing keys that clients send off. Apply it and name it in the middlewares of Traefik's entry point (entryPoints.<name>.http.middlewares: <namespace>-strip-preview-keys@kubernetescrd), or in an ExtensionRef filter of each route of the shared environment.",
        // Headers with an empty value are removed (Traefik, Headers middleware).
        object: {
          apiVersion: 'traefik.io/v1alpha1',
          kind: 'Middleware',
          metadata: { name: 'strip-preview-keys', namespace },
          spec: {
            headers: {
              customRequestHeaders: Object.fromEntries(
                keyHeaders.map(header => [header, '']),
              ),
            },
          },
        },
      };
    default:
      return {
        purpose,
        explanation:
          'Takes routing keys that clients send off, with any implementation of the Gateway API: add its filter to every rule of the routes of the shared environment.',
        object: {
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'HTTPRoute',
          metadata: { name: 'an-example', namespace: 'shop' },
          spec: {
            rules: [
              {
                filters: [
                  {
                    type: 'RequestHeaderModifier',
                    requestHeaderModifier: { remove: [...keyHeaders] },
                  },
                ],
              },
            ],
          },
        },
      };
  }
}

/** Envoy's early header mutation comes before routing, unlike its filters, whose changes do not choose another route. */
function earlyMutation(): object {
  return {
    applyTo: 'NETWORK_FILTER',
    match: {
      context: 'GATEWAY',
      listener: {
        filterChain: {
          filter: { name: 'envoy.filters.network.http_connection_manager' },
        },
      },
    },
    patch: {
      operation: 'MERGE',
      value: {
        typed_config: {
          '@type':
            'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
          early_header_mutation_extensions: [
            {
              name: 'envoy.http.early_header_mutation.header_mutation',
              typed_config: {
                '@type':
                  'type.googleapis.com/envoy.extensions.http.early_header_mutation.header_mutation.v3.HeaderMutation',
                mutations: keyHeaders.map(remove => ({ remove })),
              },
            },
          ],
        },
      },
    },
  };
}
