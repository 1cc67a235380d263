/**
 * The hops between a person's browser and the preview's commit, in the order in which a request passes them.
 *
 * @public
 */
export const hops = [
  'dns',
  'gateway',
  'tls',
  'listener',
  'route',
  'endpoints',
  'pod',
  'version',
  'login',
  'application',
] as const;

/** One hop on the way to a preview. @public */
export type Hop = (typeof hops)[number];

/**
 * Where a request to a preview gets no further, for machines; the reason beside it says the same to people.
 *
 * @public
 */
export type FailingHop =
  /** The name does not resolve. */
  | { hop: 'dns'; host: string }
  /** The Gateway has no address, or nothing answers there. */
  | { hop: 'gateway'; address?: string }
  /** The certificate does not cover the host or is not valid now, its issuer is not trusted, or there is no handshake at all. */
  | { hop: 'tls'; host: string; problem: TlsProblem }
  /** No listener of the Gateway takes the host, or none admits the route's namespace. */
  | { hop: 'listener'; host: string }
  /** The Gateway's controller refuses the route, or its proxies do not follow it. `condition` is the one that is False. */
  | { hop: 'route'; condition?: 'Accepted' | 'ResolvedRefs' }
  /** The Service selects no pod. */
  | { hop: 'endpoints'; service: string }
  /** There are pods, and they are not ready. */
  | { hop: 'pod'; pod?: string }
  /** Another version answers. `found` is what answered: a preview with its commit, or the pods of another commit. */
  | { hop: 'version'; found: string }
  /** Something in front of the preview asks for a login. */
  | { hop: 'login'; status: number }
  /** The application answers with a status that does not count. */
  | { hop: 'application'; status: number };

/** What is wrong with TLS. @public */
export type TlsProblem =
  | 'not-covered'
  | 'not-valid-now'
  | 'untrusted'
  | 'refused';
