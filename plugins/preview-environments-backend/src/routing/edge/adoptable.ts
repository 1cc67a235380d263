import { Gateway, KubernetesObject } from '../../kubernetes';
import { GatewayImplementation, Protection } from './protection';
import { keyHeaders } from './routingKey';

/** Something that the platform takes over into its own manifests, because it changes what is not ours (rule 7.15). */
export interface Adoptable {
  /** `key-stripping`: clients' own routing keys are taken off. `login`: previews ask for one. */
  purpose: 'key-stripping' | 'login';
  /** What it does, and what has to be done with it, in words for the platform's people. */
  explanation: string;
  object: KubernetesObject;
}

/** What of a cluster's configuration shapes them. */
export interface AdoptableSettings {
  namespace: string;
  name: string;
  listener: string | undefined;
  implementation: GatewayImplementation | undefined;
  protection: Protection;
}

/** All objects that a cluster's platform should adopt; those for its implementation, and what works with any where none is said. */
export function adoptables(settings: AdoptableSettings): Adoptable[] {
  return [keyStripping(settings), ...login(settings)];
}

/**
 * Takes keys that clients send off at the Gateway, before any route is chosen; routes of previews set theirs after that. It is for the
 * whole Gateway: a key steers requests on hosts of the shared environment, which is where it must not come from outside.
 */
function keyStripping(settings: AdoptableSettings): Adoptable {
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

/** Logins that belong to the Gateway's listener; Traefik's go with each route. */
function login(settings: AdoptableSettings): Adoptable[] {
  const { namespace, name, listener, protection } = settings;
  if (protection.type === 'envoy-gateway') {
    const { externalAuth, oidc } = protection;
    return [
      {
        purpose: 'login',
        explanation: `Asks for a login in front of everything on ${
          listener
            ? `the listener ${listener}`
            : 'the Gateway, because gateway.listener is not set'
        }. Apply it${
          externalAuth?.namespace && externalAuth.namespace !== namespace
            ? `, with a ReferenceGrant in ${externalAuth.namespace} for SecurityPolicies of ${namespace}`
            : ''
        }.`,
        object: {
          apiVersion: 'gateway.envoyproxy.io/v1alpha1',
          kind: 'SecurityPolicy',
          metadata: { name: 'previews-login', namespace },
          spec: {
            targetRefs: [gatewayRef(name, listener)],
            ...(externalAuth && {
              extAuth: {
                // Nobody passes while nobody can be asked.
                failOpen: false,
                http: {
                  backendRefs: [
                    {
                      name: externalAuth.service,
                      port: externalAuth.port,
                      ...(externalAuth.namespace && {
                        namespace: externalAuth.namespace,
                      }),
                    },
                  ],
                },
              },
            }),
            ...(oidc && {
              oidc: {
                provider: { issuer: oidc.issuer },
                clientID: oidc.clientId,
                clientSecret: { name: oidc.clientSecretName },
              },
            }),
          },
        },
      },
    ];
  }
  if (protection.type === 'istio')
    return [
      {
        purpose: 'login',
        explanation: `Asks the extension provider ${protection.provider} about every request of the Gateway. Apply it in the Gateway's namespace; hosts that share the Gateway and need no login go into notHosts of its rule.`,
        object: {
          apiVersion: 'security.istio.io/v1',
          kind: 'AuthorizationPolicy',
          metadata: { name: 'previews-login', namespace },
          spec: {
            targetRefs: [gatewayRef(name)],
            action: 'CUSTOM',
            provider: { name: protection.provider },
            // Not by hosts: one with a port would slip past a pattern.
            rules: [{}],
          },
        },
      },
    ];
  return [];
}

function gatewayRef(name: string, sectionName?: string): object {
  return {
    group: 'gateway.networking.k8s.io',
    kind: Gateway.kind,
    name,
    ...(sectionName && { sectionName }),
  };
}
