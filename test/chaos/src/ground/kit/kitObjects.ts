import { ClusterObject } from '../Ground';
import { StoredObject, visible } from '../visible';
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
type AnsweredObject = StoredObject & {
  operation?: object;
  status?: { operationState?: { phase: string } };
};

/** What of an object can be seen from outside. */
export function viewOf(
  kind: ClusterObject['kind'],
  object: ApiBody,
): ClusterObject {
  const answered = object as AnsweredObject;
  return visible(
    kind,
    answered,
    answered.operation !== undefined ||
      answered.status?.operationState?.phase === 'Running',
  );
}
