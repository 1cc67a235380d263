import { ClusterObject } from '../Ground';
import { ApiBody } from './parts';

export interface Kind {
  kind: ClusterObject['kind'];
  plural: string;
  path: string;
}

/** What a run looks at, everywhere in the cluster. */
export const kinds: Kind[] = [
  { kind: 'Namespace', plural: 'namespaces', path: '/api/v1/namespaces' },
  {
    kind: 'Application',
    plural: 'applications',
    path: '/apis/argoproj.io/v1alpha1/applications',
  },
  {
    kind: 'HTTPRoute',
    plural: 'httproutes',
    path: '/apis/gateway.networking.k8s.io/v1/httproutes',
  },
];

/** An object as the API server answers it. */
type StoredObject = ApiBody & {
  metadata: {
    namespace?: string;
    managedFields?: { manager: string }[];
  };
  operation?: object;
  status?: { operationState?: { phase: string } };
};

/** What of an object can be seen from outside. */
export function viewOf(
  kind: ClusterObject['kind'],
  object: ApiBody,
): ClusterObject {
  const { metadata, status, ...rest } = object as StoredObject;
  const { namespace, name, uid, annotations } = metadata;
  const labels = (metadata.labels ?? {}) as Record<string, string>;
  return {
    kind,
    namespace,
    name,
    uid,
    labels,
    content: () => JSON.stringify({ ...rest, labels, annotations }),
    deleting: metadata.deletionTimestamp !== undefined,
    syncing:
      rest.operation !== undefined ||
      status?.operationState?.phase === 'Running',
    managers: [
      ...new Set((metadata.managedFields ?? []).map(entry => entry.manager)),
    ],
  };
}
