import {
  DesiredEdgeRoute,
  RefusedError,
} from '@previewenv/plugin-preview-environments-node';
import {
  ClusterClient,
  HTTPRoute,
  KubernetesObject,
  OwnObjects,
  purposeLabel,
  ReferenceGrant,
  withOutcomes,
} from '../../kubernetes';
import { RouteView } from '../hosts';
import { masked } from './masked';
import { stableGrants, stablePurpose, stableRoutesOf } from './objects';
import { LinkKey, sealOf, StableHost } from './seal';
import { baselineRoutesFor } from './stableRules';

/** What a cluster's configuration says of stable hosts. */
export interface StableSettings {
  instance: string;
  hosts: StableHost[];
  /** The first signs; empty when nobody has said any. */
  keys: LinkKey[];
  cookieSeconds: number;
  /** Whether browsers come by https. */
  secure: () => boolean;
}

/** Keeps the routes that lead visitors with a seal from the hosts of the shared environment to one preview. */
export class StableRoutes {
  readonly #client: Pick<ClusterClient, 'list'>;
  readonly #objects: OwnObjects;
  readonly #settings: StableSettings;

  constructor(options: {
    client: Pick<ClusterClient, 'list'>;
    objects: OwnObjects;
    settings: StableSettings;
  }) {
    this.#client = options.client;
    this.#objects = options.objects;
    this.#settings = options.settings;
  }

  /**
   * `standing`: those that the component has, as far as they are known. Throws a RefusedError when a host is not open for links or nobody
   * serves it.
   */
  async ensure(
    route: DesiredEdgeRoute,
    standing: RouteView[],
  ): Promise<boolean> {
    const wanted = await this.#desired(route);
    let changed = false;
    for (const { resource, object } of wanted) {
      const outcome = await this.#objects.ensure(resource, object);
      changed = changed || outcome !== 'unchanged';
    }
    const places = wanted.map(({ object: { metadata } }) => placeOf(metadata));
    for (const view of standing) {
      if (places.includes(placeOf(view))) continue;
      const { namespace, name } = view;
      await this.#objects.remove(
        { resource: HTTPRoute, namespace, name },
        { id: route.previewId },
      );
      changed = true;
    }
    return changed;
  }

  /** The preview's routes on stable hosts, by a live read, without what leads there. */
  async shown(previewId: string): Promise<KubernetesObject[]> {
    const routes = await this.#objects.list(HTTPRoute, { id: previewId });
    return routes
      .filter(
        ({ metadata }) => metadata.labels?.[purposeLabel] === stablePurpose,
      )
      .map(masked);
  }

  async #desired(route: DesiredEdgeRoute) {
    const { stable } = route;
    if (!stable) return [];
    const { instance, keys, cookieSeconds, secure } = this.#settings;
    const entry = {
      route: { ...route, stable },
      seals: keys.map(key =>
        sealOf(key, { previewId: route.previewId, life: stable.life }),
      ),
      cookieSeconds,
      secure: secure(),
    };
    const objects = [];
    for (const host of stable.hosts) {
      const namespace = this.#namespaceOf(host);
      const grants = stableGrants(route, namespace, instance);
      const routes = (await this.#baseline(host, namespace)).flatMap(baseline =>
        stableRoutesOf(baseline, {
          host,
          component: route.component,
          instance,
          entry,
        }),
      );
      objects.push(
        ...grants.map(object => ({ resource: ReferenceGrant, object })),
        ...routes.map(object => ({ resource: HTTPRoute, object })),
      );
    }
    return objects;
  }

  #namespaceOf(host: string): string {
    const known = this.#settings.hosts.find(one => one.host === host);
    if (known) return known.namespace;
    throw new RefusedError(
      `Links may not lead to ${host}: it is not among stableHosts of the cluster's configuration.`,
    );
  }

  async #baseline(
    host: string,
    namespace: string,
  ): Promise<KubernetesObject[]> {
    const routes = await withOutcomes(() =>
      this.#client.list({ resource: HTTPRoute, namespace }),
    );
    const found = baselineRoutesFor(host, routes);
    if (found.length > 0) return found;
    throw new RefusedError(
      `No HTTPRoute in namespace ${namespace} serves ${host}, so that there is nothing that a link could lead around. Take it out of spec.routing.stableHosts, or correct stableHosts of the cluster's configuration.`,
    );
  }
}

function placeOf({
  namespace = '',
  name,
}: {
  namespace?: string;
  name: string;
}): string {
  return `${namespace}/${name}`;
}
