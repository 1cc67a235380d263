import { KubernetesObject } from './types';

/** Conditions by which a namespace tells why it does not go. */
const namespaceConditions = [
  'NamespaceDeletionDiscoveryFailure',
  'NamespaceDeletionGroupVersionParsingFailure',
  'NamespaceDeletionContentFailure',
  'NamespaceContentRemaining',
  'NamespaceFinalizersRemaining',
];

interface Condition {
  type: string;
  status: string;
  message?: string;
}

/** What an object that is being deleted still waits for, in words for a person. Empty: nothing but its turn. */
export function blockersOf(object: KubernetesObject): string[] {
  const finalizers = (object.metadata.finalizers ?? []).map(
    finalizer => `finalizer ${finalizer}`,
  );
  if (object.kind !== 'Namespace') return finalizers;
  const status = object.status as { conditions?: Condition[] } | undefined;
  const conditions = (status?.conditions ?? []).filter(
    ({ type, status: value }) =>
      value === 'True' && namespaceConditions.includes(type),
  );
  return [
    ...finalizers,
    ...conditions.map(({ type, message }) => message || type),
  ];
}
