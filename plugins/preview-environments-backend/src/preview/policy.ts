import { ExpiryLimits } from './expiry/types';

/** What the platform's configuration says to the domain; plain data, so that rules can be tested by tables. */
export interface PreviewPolicy {
  instance: string;
  namespacePrefix: string;
  /** Everything is being taken away, for an uninstallation (rule 7.30). */
  draining: boolean;
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
}
