/**
 * The way from a host name to a component of a preview.
 *
 * @public
 */
export interface DesiredEdgeRoute {
  previewId: string;
  component: string;
  cluster: string;
  namespace: string;
  host: string;
  /** The commit that the route announces, which is how a probe knows it. */
  headSha: string;
  backend: { service: string; port: number };
}

/**
 * Whether requests to the host reach the route.
 *
 * @public
 */
export type RouteStatus =
  | { state: 'absent' }
  /** Not yet taken up by the gateway, or refused by it with `reason` in the gateway's own words. */
  | { state: 'pending'; reason: string }
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
