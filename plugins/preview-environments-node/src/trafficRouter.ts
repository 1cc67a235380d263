import { FailingHop } from '@previewenv/plugin-preview-environments-common';

/**
 * The way from a host name to a component of a preview.
 *
 * @public
 */
export interface DesiredEdgeRoute {
  previewId: string;
  component: string;
  cluster: string;
  /** Unique in its namespace. */
  name: string;
  /** Where the route lives: beside its backend, which is the preview's own or an entry point of the baseline (rule 7.14). */
  namespace: string;
  /** The host that is shown and probed. */
  host: string;
  /** Hosts that lead to the same place. */
  otherHosts: string[];
  protocol: 'http' | 'grpc';
  /** The commit that the route announces, which is how a probe knows it. */
  headSha: string;
  backend: { service: string; port: number };
  /** Pages of these origins may call it from a browser. */
  cors: { origins: string[]; credentials: boolean } | undefined;
  /** Hosts of the shared environment that lead to the preview for those who came by a signed link. */
  stable: StableHosts | undefined;
}

/**
 * The hosts that are there without any preview, and what is different on them for those who were led to this one.
 *
 * @public
 */
export interface StableHosts {
  hosts: string[];
  /** Tells this life of the preview from an earlier one of the same id, so that what led to that leads nowhere. */
  life: string;
  /** Services of the baseline that requests of the preview go past, and what takes them. */
  overrides: {
    service: string;
    namespace: string;
    to: { service: string; namespace: string; port: number };
  }[];
}

/**
 * Whether requests to the host reach the route.
 *
 * @public
 */
export type RouteStatus =
  | { state: 'absent' }
  /** Not yet taken up by the gateway, or refused by it with `reason` in the gateway's own words. `hop`: who refuses. */
  | { state: 'pending'; reason: string; hop?: FailingHop }
  | { state: 'accepted' }
  | { state: 'deleting'; reason: string };

/**
 * Makes previews reachable. The Gateway API is built in.
 *
 * The verbs may be called at any time, any number of times, by any replica, also late.
 *
 * @public
 */
export interface TrafficRouter {
  /** Throws a RefusedError that names the holder when the host belongs to a route that is not this preview's. */
  ensure(route: DesiredEdgeRoute): Promise<'created' | 'updated' | 'unchanged'>;
  status(route: DesiredEdgeRoute): Promise<RouteStatus>;
  /** Starts or continues the removal of the preview's edge routes, but for the components in `keep`. `absent` only from a live read. */
  destroy(options: {
    previewId: string;
    cluster: string;
    keep: string[];
  }): Promise<RouteStatus>;
  /** Components of the preview that have an edge route in the cluster. From a live list. */
  list(options: { previewId: string; cluster: string }): Promise<string[]>;
}
