import { EndpointSlice, Event, KubernetesObject, Pod } from '../../kubernetes';

const namespace = 'pv-web-pr-42';

/** A pod that runs these images; `status` and `metadata` say what is different. */
export function pod(
  name: string,
  images: string[],
  status: object = {},
  metadata: Partial<KubernetesObject['metadata']> = {},
): KubernetesObject {
  return {
    apiVersion: Pod.apiVersion,
    kind: Pod.kind,
    metadata: {
      name,
      namespace,
      ownerReferences: [
        { kind: 'ReplicaSet', name: name.replace(/-[^-]*$/, '') },
      ],
      ...metadata,
    },
    spec: {
      containers: images.map((image, index) => ({ name: `c${index}`, image })),
    },
    status,
  };
}

/** The endpoints of the Service `web`. `undefined` is a cluster that does not say whether the pod is ready. */
export function slice(
  ready: Record<string, boolean | undefined>,
): KubernetesObject {
  return {
    apiVersion: EndpointSlice.apiVersion,
    kind: EndpointSlice.kind,
    metadata: {
      name: 'web-abcde',
      namespace,
      labels: { 'kubernetes.io/service-name': 'web' },
    },
    endpoints: Object.entries(ready).map(([name, value]) => ({
      conditions: value === undefined ? {} : { ready: value },
      targetRef: { kind: 'Pod', name },
    })),
  };
}

/** A ReplicaSet's pods were refused. */
export function refused(
  replicaSet: string,
  message: string,
  lastTimestamp = '2026-03-01T12:00:00Z',
): KubernetesObject {
  return {
    apiVersion: Event.apiVersion,
    kind: Event.kind,
    metadata: { name: `${replicaSet}.${lastTimestamp}`, namespace },
    type: 'Warning',
    reason: 'FailedCreate',
    message,
    lastTimestamp,
    involvedObject: { kind: 'ReplicaSet', name: replicaSet },
  };
}
