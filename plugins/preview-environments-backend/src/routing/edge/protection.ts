/** The gateways that objects are generated for beyond what the Gateway API can say. */
export const gatewayImplementations = [
  'envoy-gateway',
  'istio',
  'traefik',
] as const;

export type GatewayImplementation = (typeof gatewayImplementations)[number];

/** Passes the login, for probes: one header of each request. */
export interface ProbeCredential {
  header: string;
  value: string;
}

/**
 * Who asks for a login in front of previews. Only Traefik takes it with each route; elsewhere it belongs to the Gateway's listener,
 * because what it refers to lives in one namespace and a ReferenceGrant names no namespaces by pattern.
 */
export type Protection = { credential?: ProbeCredential } & (
  | { type: 'off' }
  /** Whatever the platform has put in front of the whole Gateway. */
  | { type: 'elsewhere' }
  | { type: 'traefik'; forwardAuth: ForwardAuth }
  /** One of the two. */
  | { type: 'envoy-gateway'; externalAuth?: ExternalAuth; oidc?: Oidc }
  | { type: 'istio'; provider: string }
);

/** A service that answers 2xx for who may pass. */
export interface ForwardAuth {
  /** URL as the gateway's proxies reach it. */
  address: string;
  /** Headers of its answer that requests get. */
  responseHeaders: string[];
}

/** A service in the Gateway's namespace, or in one that grants it. */
export interface ExternalAuth {
  service: string;
  /** Undefined: that of the Gateway. */
  namespace?: string;
  port: number;
}

/** The Secret with the key `client-secret` lies in the Gateway's namespace. */
export interface Oidc {
  issuer: string;
  clientId: string;
  clientSecretName: string;
}

/** Whether an answer that asks for a login is what the platform wants. */
export function asksForLogin({ type }: Protection): boolean {
  return type !== 'off';
}
