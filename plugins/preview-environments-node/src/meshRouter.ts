import { RouteStatus } from './trafficRouter';

/**
 * One port of a Service of the shared baseline, whose callers may be led to previews.
 *
 * @public
 */
export interface MeshTarget {
  cluster: string;
  namespace: string;
  service: string;
  port: number;
  /** All routes of one Service and port are of one kind. */
  protocol: 'http' | 'grpc';
}

/**
 * The way from the callers of a baseline Service to a component of a preview, for requests that carry one of the keys.
 *
 * @public
 */
export interface DesiredMeshRoute {
  previewId: string;
  component: string;
  target: MeshTarget;
  /** Ids of the previews whose keys lead here, the preview's own among them. */
  keys: string[];
  backend: { namespace: string; service: string; port: number };
}

/**
 * How a target is called: `shop/cart:80`.
 *
 * @public
 */
export function meshTargetName({
  namespace,
  service,
  port,
}: Pick<MeshTarget, 'namespace' | 'service' | 'port'>): string {
  return `${namespace}/${service}:${port}`;
}

/**
 * Leads calls between services to previews. Routes on Services of the Gateway API (GAMMA) are built in.
 *
 * The verbs may be called at any time, any number of times, by any replica, also late.
 *
 * @public
 */
export interface MeshRouter {
  /**
   * Makes sure that every request to the target is answered by the baseline unless an override takes it: once a route is on a
   * Service, what matches none is refused. All previews share it, and it stays when they go.
   *
   * Throws a RefusedError that names the cure where nobody opened the target's namespace for this.
   */
  ensureBaseline(
    target: MeshTarget,
  ): Promise<'created' | 'updated' | 'unchanged'>;
  baselineStatus(target: MeshTarget): Promise<RouteStatus>;
  /**
   * Leads requests with one of the keys to the backend, on whatever path the baseline is asked. Asked for only when the baseline's
   * own route is accepted and the backend has ready endpoints.
   */
  ensure(route: DesiredMeshRoute): Promise<'created' | 'updated' | 'unchanged'>;
  status(route: DesiredMeshRoute): Promise<RouteStatus>;
  /** Starts or continues the removal of the preview's overrides, but for the targets named in `keep`. `absent` only from a live read. */
  destroy(options: {
    previewId: string;
    cluster: string;
    keep: string[];
  }): Promise<RouteStatus>;
  /** Names of the targets that the preview overrides in the cluster. From a live list. */
  list(options: { previewId: string; cluster: string }): Promise<string[]>;
}
