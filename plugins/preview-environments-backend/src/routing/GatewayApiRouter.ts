import {
  DesiredEdgeRoute,
  RefusedError,
  RouteStatus,
  TrafficRouter,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import {
  componentLabel,
  HTTPRoute,
  KubernetesObject,
  OwnObjects,
  WatchCache,
} from '../kubernetes';
import { edgeRouteOf, GatewaySettings } from './edgeRoute';
import { holderOf, RouteView } from './hosts';
import { routeStatusOf } from './routeStatus';

/** What the routes of one cluster are made with. */
export interface RoutedCluster {
  objects: OwnObjects;
  gateway: GatewaySettings;
  /** All routes of the cluster, unfiltered. */
  routes: Pick<WatchCache<RouteView>, 'all'>;
}

/** One HTTPRoute per preview and reachable component. */
export class GatewayApiRouter implements TrafficRouter {
  readonly #clusters: (name: string) => RoutedCluster;

  constructor(options: { clusters: (name: string) => RoutedCluster }) {
    this.#clusters = options.clusters;
  }

  async ensure(
    route: DesiredEdgeRoute,
  ): Promise<'created' | 'updated' | 'unchanged'> {
    const cluster = this.#clusters(route.cluster);
    this.#requireFreeHost(route, cluster);
    return cluster.objects.ensure(
      HTTPRoute,
      edgeRouteOf(route, cluster.gateway),
    );
  }

  async status(route: DesiredEdgeRoute): Promise<RouteStatus> {
    const { objects, gateway } = this.#clusters(route.cluster);
    const live = await objects.get({
      resource: HTTPRoute,
      namespace: route.namespace,
      name: route.component,
    });
    return routeStatusOf(live, gateway);
  }

  async destroy(options: {
    previewId: string;
    cluster: string;
    keep: string[];
  }): Promise<RouteStatus> {
    const { objects } = this.#clusters(options.cluster);
    const doomed = (
      await objects.list(HTTPRoute, { id: options.previewId })
    ).filter(route => !options.keep.includes(componentOf(route)));
    let deleting: string | undefined;
    for (const { metadata } of doomed) {
      const removal = await objects.remove(
        {
          resource: HTTPRoute,
          namespace: metadata.namespace,
          name: metadata.name,
        },
        { id: options.previewId },
      );
      if (removal.state === 'deleting')
        deleting = [
          `The route ${metadata.name} is being removed`,
          ...removal.blockedBy,
        ].join(': ');
    }
    return deleting
      ? { state: 'deleting', reason: deleting }
      : { state: 'absent' };
  }

  async list(options: {
    previewId: string;
    cluster: string;
  }): Promise<string[]> {
    const { objects } = this.#clusters(options.cluster);
    return (await objects.list(HTTPRoute, { id: options.previewId })).map(
      componentOf,
    );
  }

  /** Two routes for one host would share its requests by the rules of precedence, which nobody wants for a preview. */
  #requireFreeHost(
    route: DesiredEdgeRoute,
    { routes, gateway }: RoutedCluster,
  ): void {
    const known = routes.all();
    if (known.state === 'unknown')
      throw new WaitingError(
        `The routes of cluster ${route.cluster} are not known yet: ${known.reason}`,
        { afterMilliseconds: 1_000 },
      );
    const holder = holderOf(known.items, {
      host: route.host,
      gateway: `${gateway.namespace}/${gateway.name}`,
      previewId: route.previewId,
      instance: gateway.instance,
    });
    if (!holder) return;
    throw new RefusedError(
      `The host ${route.host} belongs to HTTPRoute ${holder.key}${
        holder.previewId ? ` of preview ${holder.previewId}` : ''
      }. Choose another spec.routing.host, or remove that route.`,
    );
  }
}

function componentOf({ metadata }: KubernetesObject): string {
  return metadata.labels?.[componentLabel] ?? metadata.name;
}
