import { ExpiryLimits } from './expiry/types';
import { GroupPolicy } from './groups/types';
import { TrustFloor } from './trust/types';

/** What the platform's configuration says to the domain; plain data, so that rules can be tested by tables. */
export interface PreviewPolicy {
  instance: string;
  namespacePrefix: string;
  /** Everything is being taken away, for an uninstallation (rule 7.30). */
  draining: boolean;
  /** What no definition can be more lenient than. */
  trust: TrustFloor;
  /** Whether images are deployed only with a signature, and therefore by their digest. */
  signedImages?: boolean;
  /** What links pull requests of several repositories. */
  groups: GroupPolicy;
  /** What holds where definitions say nothing, and what none of them can exceed. */
  expiry: ExpiryLimits;
  clusters: Record<string, ClusterPolicy>;
  closing: ClosingDeadlines;
}

/** How many milliseconds the steps of a removal may take before people are told. It goes on all the same. */
export interface ClosingDeadlines {
  /** All mesh routes, and then all edge routes. */
  routes: number;
  /** All Applications, with what Argo CD made for them. */
  applications: number;
  /** The namespace, with what is left in it. */
  namespace: number;
}

export interface ClusterPolicy {
  /** Hosts of previews end in one of these. */
  hostSuffixes: string[];
  /** Hosts of the shared environment that signed links may lead to. */
  stableHosts: string[];
  /** How people reach the gateway. The port is left out of URLs when it is the scheme's own. */
  publicScheme: 'http' | 'https';
  publicPort: number;
  /** What its nodes run, as `linux/arm64`: an image is there when it is for all of these. Undefined: any will do. */
  platforms?: string[];
}
