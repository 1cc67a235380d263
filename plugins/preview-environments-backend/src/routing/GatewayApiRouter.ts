import {
  DesiredEdgeRoute,
  RefusedError,
  RouteStatus,
  TrafficRouter,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import {
  componentLabel,
  KubernetesObject,
  Middleware,
  ObjectRef,
  OwnObjects,
  Removal,
} from '../kubernetes';
import { companionNames } from './edge/companions';
import { EdgeConflicts } from './edge/EdgeConflicts';
import { edgeKindOf, edgeKinds, isEdgeRoute } from './edge/kinds';
import { edgeCompanionsOf, edgeRouteOf, GatewaySettings } from './edgeRoute';
import { holderOf, RouteView } from './hosts';
import { KnownRoutes } from './KnownRoutes';
import { routeStatusOf } from './routeStatus';
import { StableRoutes } from './stable';

/** What the routes of one cluster are made with. */
export interface RoutedCluster {
  objects: OwnObjects;
  gateway: GatewaySettings;
  /** All routes of the cluster, unfiltered. */
  routes: Pick<KnownRoutes, 'all'>;
  conflicts: Pick<EdgeConflicts, 'objectionTo'>;
  stable: Pick<StableRoutes, 'ensure' | 'shown'>;
}

interface FoundRoute {
  resource: (typeof edgeKinds)[number];
  object: KubernetesObject;
}

/** One route per preview and reachable component. */
export class GatewayApiRouter implements TrafficRouter {
  readonly #clusters: (name: string) => RoutedCluster;

  constructor(options: { clusters: (name: string) => RoutedCluster }) {
    this.#clusters = options.clusters;
  }

  async ensure(
    route: DesiredEdgeRoute,
  ): Promise<'created' | 'updated' | 'unchanged'> {
    const cluster = this.#clusters(route.cluster);
    const known = requireKnown(route, cluster);
    requireFreeHosts(route, cluster.gateway, known);
    const components = known.filter(view => isComponents(view, route, cluster));
    const own = components.filter(({ purpose }) => purpose === undefined);
    if (!own.some(view => isSame(view, route))) {
      const objection = await cluster.conflicts.objectionTo(route);
      if (objection)
        throw new RefusedError(objection.reason, { hop: objection.hop });
    }
    let changed = false;
    for (const { resource, object } of edgeCompanionsOf(route, cluster.gateway))
      changed =
        (await cluster.objects.ensure(resource, object)) !== 'unchanged' ||
        changed;
    const made = await cluster.objects.ensure(
      edgeKindOf(route),
      edgeRouteOf(route, cluster.gateway),
    );
    changed = (await this.#removeEarlier(route, cluster, own)) || changed;
    const further = components.filter(({ purpose }) => purpose !== undefined);
    if (route.stable || further.length > 0)
      changed = (await cluster.stable.ensure(route, further)) || changed;
    return made === 'unchanged' && changed ? 'updated' : made;
  }

  async status(route: DesiredEdgeRoute): Promise<RouteStatus> {
    const { objects, gateway } = this.#clusters(route.cluster);
    const live = await objects.get({
      resource: edgeKindOf(route),
      namespace: route.namespace,
      name: route.name,
    });
    return routeStatusOf(live, gateway);
  }

  async destroy(options: {
    previewId: string;
    cluster: string;
    keep: string[];
  }): Promise<RouteStatus> {
    const { objects, gateway } = this.#clusters(options.cluster);
    const doomed = (await found(objects, options.previewId)).filter(
      ({ object }) => !options.keep.includes(componentOf(object)),
    );
    let deleting: string | undefined;
    for (const { resource, object } of doomed) {
      const { namespace, name } = object.metadata;
      const removal = await removeRoute(
        { resource, namespace, name },
        { id: options.previewId, objects, gateway },
      );
      if (removal.state === 'deleting')
        deleting = [
          `The route ${name} is being removed`,
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
    const routes = await found(objects, options.previewId);
    return [...new Set(routes.map(({ object }) => componentOf(object)))];
  }

  /** A definition that changes its protocol or its entry moves the route; the one before would keep the host. */
  async #removeEarlier(
    route: DesiredEdgeRoute,
    { objects, gateway }: RoutedCluster,
    own: RouteView[],
  ): Promise<boolean> {
    let removed = false;
    for (const { kind, namespace, name } of own) {
      const resource = edgeKinds.find(one => one.kind === kind);
      const stays =
        kind === edgeKindOf(route).kind &&
        namespace === route.namespace &&
        name === route.name;
      if (!resource || stays) continue;
      await removeRoute(
        { resource, namespace, name },
        { id: route.previewId, objects, gateway },
      );
      removed = true;
    }
    return removed;
  }
}

function requireKnown(
  route: DesiredEdgeRoute,
  { routes }: RoutedCluster,
): RouteView[] {
  const known = routes.all();
  if (known.state === 'known') return known.items;
  throw new WaitingError(
    `The routes of cluster ${route.cluster} are not known yet: ${known.reason}`,
    { afterMilliseconds: 1_000 },
  );
}

/** Two routes for one host would share its requests by the rules of precedence, which nobody wants for a preview. */
function requireFreeHosts(
  route: DesiredEdgeRoute,
  gateway: GatewaySettings,
  routes: RouteView[],
): void {
  const taken = holderOf(routes, {
    hosts: [route.host, ...route.otherHosts],
    gateway: `${gateway.namespace}/${gateway.name}`,
    previewId: route.previewId,
    instance: gateway.instance,
  });
  if (!taken) return;
  const { host, holder } = taken;
  throw new RefusedError(
    `The host ${host} belongs to ${holder.key}${
      holder.previewId ? ` of preview ${holder.previewId}` : ''
    }. Choose another spec.routing.host, or remove that route.`,
  );
}

/** The edge routes of the component, wherever they are. */
function isComponents(
  view: RouteView,
  { previewId, component }: DesiredEdgeRoute,
  { gateway }: RoutedCluster,
): boolean {
  return (
    view.previewId === previewId &&
    view.instance === gateway.instance &&
    view.component === component &&
    view.gateways.length > 0
  );
}

/** Attached before, with all its hosts: what kept it from being made is over. */
function isSame(view: RouteView, route: DesiredEdgeRoute): boolean {
  return (
    view.kind === edgeKindOf(route).kind &&
    view.namespace === route.namespace &&
    view.name === route.name &&
    [route.host, ...route.otherHosts].every(host =>
      view.hostnames.includes(host),
    )
  );
}

/** What goes with a route goes before it: it would be found no more without it, and a route that misses a login lets nobody in. */
async function removeRoute(
  ref: ObjectRef,
  {
    id,
    objects,
    gateway,
  }: { id: string; objects: OwnObjects; gateway: GatewaySettings },
): Promise<Removal> {
  if (gateway.implementation === 'traefik')
    for (const name of companionNames(ref.name))
      await objects.remove({ ...ref, resource: Middleware, name }, { id });
  return objects.remove(ref, { id });
}

/** The preview's edge routes, from live lists; routes of a mesh are somebody else's work. */
async function found(
  objects: OwnObjects,
  previewId: string,
): Promise<FoundRoute[]> {
  const lists = await Promise.all(
    edgeKinds.map(async resource =>
      (await objects.list(resource, { id: previewId }))
        .filter(isEdgeRoute)
        .map(object => ({ resource, object })),
    ),
  );
  return lists.flat();
}

function componentOf({ metadata }: KubernetesObject): string {
  return metadata.labels?.[componentLabel] ?? metadata.name;
}
