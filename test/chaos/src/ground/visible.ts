import { ClusterObject } from './Ground';

/** An object as a ground keeps it. */
export interface StoredObject {
  metadata: {
    namespace?: string;
    name: string;
    uid: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    deletionTimestamp?: string;
    managedFields?: { manager: string }[];
  };
  status?: unknown;
}

/** What of an object can be seen from outside. Its status is the cluster's, not its owner's. */
export function visible(
  kind: ClusterObject['kind'],
  { metadata, status: _status, ...rest }: StoredObject,
  syncing: boolean,
): ClusterObject {
  const { namespace, name, uid, labels = {}, annotations } = metadata;
  return {
    kind,
    namespace,
    name,
    uid,
    labels,
    content: () => JSON.stringify({ ...rest, labels, annotations }),
    deleting: metadata.deletionTimestamp !== undefined,
    syncing,
    managers: [
      ...new Set((metadata.managedFields ?? []).map(entry => entry.manager)),
    ],
  };
}
