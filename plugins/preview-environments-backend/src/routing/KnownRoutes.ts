import {
  CacheChange,
  ClusterClient,
  Knowledge,
  WatchCache,
} from '../kubernetes';
import { edgeKinds } from './edge/kinds';
import { RouteView, routeViewOf } from './hosts';

/** All routes of a cluster, ours or not, of every kind that can hold a host (rule 7.11). */
export class KnownRoutes {
  readonly #caches = edgeKinds.map(resource => ({
    resource,
    cache: new WatchCache<RouteView>({ keyOf: ({ key }) => key }),
  }));

  /** Known only when each kind is. */
  all(): Knowledge<RouteView> {
    const known = this.#caches.map(({ cache }) => cache.all());
    const unknown = known.find(one => one.state === 'unknown');
    const items = known.flatMap(one =>
      one.state === 'known' ? one.items : one.last,
    );
    return unknown?.state === 'unknown'
      ? { state: 'unknown', reason: unknown.reason, last: items }
      : { state: 'known', items };
  }

  /** Calls back after every change with what is known by then. */
  onChange(
    listener: (
      change: CacheChange<RouteView>,
      known: () => RouteView[],
    ) => void,
  ): void {
    for (const { cache } of this.#caches)
      cache.onChange(change =>
        listener(change, () => {
          const known = this.all();
          return known.state === 'known' ? known.items : known.last;
        }),
      );
  }

  /** Follows the cluster until the signal; may be called once. */
  async follow(client: ClusterClient, signal: AbortSignal): Promise<void> {
    await Promise.all(
      this.#caches.map(({ resource, cache }) =>
        cache.follow(client, { resource, project: routeViewOf, signal }),
      ),
    );
  }
}
