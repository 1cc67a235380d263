import { Cluster, resources } from '@previewenv/test-sandbox';
import { ClusterObject } from './Ground';
import { visible } from './visible';

const kinds = [
  ['Namespace', resources.namespaces],
  ['Application', resources.applications],
  ['HTTPRoute', resources.httpRoutes],
] as const;

/** What of the stand-in's objects can be seen from outside. */
export function objectsOf(cluster: Cluster): ClusterObject[] {
  return kinds.flatMap(([kind, resource]) =>
    cluster.storage
      .list(resource)
      .map(object =>
        visible(
          kind,
          object,
          (object as { operation?: unknown }).operation !== undefined,
        ),
      ),
  );
}
