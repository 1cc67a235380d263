/** A Kubernetes object as JSON. Each kind adds what is its own. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMetadata;
  spec?: unknown;
  status?: unknown;
  [field: string]: unknown;
}

export interface ObjectMetadata {
  name: string;
  generateName?: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
  managedFields?: ManagedFieldsEntry[];
}

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** Who wrote which fields, as in `metadata.managedFields`. */
export interface ManagedFieldsEntry {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  time: string;
  fieldsType: 'FieldsV1';
  fieldsV1: FieldsV1;
  subresource?: string;
}

export interface FieldsV1 {
  [element: string]: FieldsV1;
}

/** An object as it is stored: the server has filled in what it owns. */
export interface StoredObject extends KubernetesObject {
  metadata: ObjectMetadata & {
    uid: string;
    resourceVersion: string;
    creationTimestamp: string;
  };
}

/** A condition, as most kinds' status has them. */
export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  observedGeneration?: number;
}

/** Something happened to an object. `before` is what watchers with a selector need to know. */
export interface StoreEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  resource: ResourceKind;
  object: StoredObject;
  before: StoredObject | undefined;
  /** The position of the event in the history of the whole store. */
  revision: number;
}

/** A kind of resource as the API serves it. */
export interface ResourceKind {
  apiVersion: string;
  kind: string;
  plural: string;
  namespaced: boolean;
  /** Defined by a CustomResourceDefinition in a real cluster: some rules differ. */
  custom: boolean;
  /** `/status` is written apart from the rest. */
  statusSubresource: boolean;
  /** Which changes raise `metadata.generation`. */
  generation: 'never' | 'spec' | 'everything';
}
