/** What the platform's configuration says to the domain; plain data, so that rules can be tested by tables. */
export interface PreviewPolicy {
  instance: string;
  namespacePrefix: string;
  /** Everything is being taken away, for an uninstallation (rule 7.30). */
  draining: boolean;
  clusters: Record<string, ClusterPolicy>;
}

export interface ClusterPolicy {
  /** Hosts of previews end in one of these. */
  hostSuffixes: string[];
  /** How people reach the gateway. The port is left out of URLs when it is the scheme's own. */
  publicScheme: 'http' | 'https';
  publicPort: number;
}
