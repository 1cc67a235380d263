import { edgeImplementations } from './implementations';
/** Passes the login, for probes: one header of each request. */
export interface ProbeCredential {
  header: string;
  value: string;
}

/** By what probes pass a login: a header, or tokens of our own, whose public key the login's object carries. */
export interface Passes {
  credential?: ProbeCredential;
  /** A private key on the curve P-256, PEM. */
  probeKey?: string;
}

/**
 * Who asks for a login in front of previews. Only Traefik takes it with each route; elsewhere it belongs to the Gateway's listener,
 * because what it refers to lives in one namespace and a ReferenceGrant names no namespaces by pattern.
 */
export type Protection = Passes &
  (
    | { type: 'off' }
    /** Whatever the platform has put in front of the whole Gateway. */
    | { type: 'elsewhere' }
    | { type: 'traefik'; forwardAuth: ForwardAuth }
    /** One of the two. */
    | { type: 'envoy-gateway'; externalAuth?: ExternalAuth; oidc?: Oidc }
    /** One of the two: an extension provider of the mesh's configuration, or tokens that clients bring. */
    | { type: 'istio'; provider?: string; jwt?: Jwt }
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

/** Sends browsers to an identity provider. */
export interface Oidc {
  issuer: string;
  clientId: string;
  /** A Secret with the key `client-secret` in the Gateway's namespace. It is never read by us. */
  clientSecretName: string;
  /** Beside `openid`, which is always asked for. */
  scopes: string[];
  /** Undefined: browsers come back to each preview's own host, and the provider takes all of these. */
  callback?: OidcCallback;
}

/** The one host that browsers come back to from the identity provider. */
export interface OidcCallback {
  host: string;
  /** Whose hosts get the session of a sign-in: the domain of all previews. */
  cookieDomain: string;
}

/** Tokens that are believed. */
export interface Jwt {
  issuer: string;
  /** Undefined: where the issuer's discovery document says. */
  jwksUri?: string;
  /** Undefined: tokens for anybody. */
  audiences?: string[];
}

/** Whether an answer that asks for a login is what the platform wants. */
export function asksForLogin({ type }: Protection): boolean {
  return type !== 'off';
}

/** Whether requests have to be sent away by the very gateway that probes dial. What stands elsewhere may be further out. */
export function refusesStrangers({ type }: Protection): boolean {
  return type !== 'off' && type !== 'elsewhere';
}

/** Whether the answer of who asks carries the proof of the preview's route. What stands elsewhere knows no routes. */
export function refusalsCarryProof({ type }: Protection): boolean {
  return (
    type !== 'off' &&
    type !== 'elsewhere' &&
    edgeImplementations[type].refusalsCarryRouteHeaders
  );
}

/** Whether who asks knows tokens only, so that no other header of a probe passes. */
export function takesTokensOnly(protection: Protection): boolean {
  return (
    (protection.type === 'envoy-gateway' && protection.oidc !== undefined) ||
    (protection.type === 'istio' && protection.jwt !== undefined)
  );
}

/** The client that an identity provider is asked to sign people in for; undefined where none is. */
export function loginClientOf(protection: Protection): string | undefined {
  return protection.type === 'envoy-gateway'
    ? protection.oidc?.clientId
    : undefined;
}
