import { Cluster, resources, StoredObject } from '@previewenv/test-sandbox';
import { ClusterObject } from './Ground';

const kinds = [
  ['Namespace', resources.namespaces],
  ['Application', resources.applications],
  ['HTTPRoute', resources.httpRoutes],
] as const;

/** What of the stand-in's objects can be seen from outside. */
export function objectsOf(cluster: Cluster): ClusterObject[] {
  return kinds.flatMap(([kind, resource]) =>
    cluster.storage.list(resource).map(object => view(kind, object)),
  );
}

function view(
  kind: ClusterObject['kind'],
  object: StoredObject,
): ClusterObject {
  const { metadata, status: _status, ...rest } = object;
  const { namespace, name, uid, labels = {}, annotations } = metadata;
  return {
    kind,
    namespace,
    name,
    uid,
    labels,
    content: () => JSON.stringify({ ...rest, labels, annotations }),
    deleting: metadata.deletionTimestamp !== undefined,
    syncing: (object as { operation?: unknown }).operation !== undefined,
    managers: [
      ...new Set((metadata.managedFields ?? []).map(entry => entry.manager)),
    ],
  };
}
