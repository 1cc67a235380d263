/** The parts of every Kubernetes object that we rely on; the rest is the kind's own. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMetadata;
  [field: string]: unknown;
}

export interface ObjectMetadata {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: unknown[];
  managedFields?: ManagedFields[];
}

/** Which manager set which fields, by which kind of request. */
export interface ManagedFields {
  manager?: string;
  operation?: 'Apply' | 'Update';
  subresource?: string;
  [field: string]: unknown;
}

/** A kind of resource as its URL names it. */
export interface ResourceKind {
  /** `v1`, `gateway.networking.k8s.io/v1`. */
  apiVersion: string;
  kind: string;
  /** `httproutes`. */
  plural: string;
  namespaced: boolean;
}

export interface ObjectRef {
  resource: ResourceKind;
  namespace?: string;
  name: string;
}

export interface ListOptions {
  resource: ResourceKind;
  /** All namespaces when undefined. */
  namespace?: string;
  labelSelector?: string;
}

/**
 * Speaks to one cluster's API server with our own JSON, so that no field is lost on the way (design decision 15).
 * Every method throws a KubernetesError, whose `status` is undefined when the server was not reached or did not answer in time.
 */
export interface ClusterClient {
  /** The name in `previewEnvironments.clusters`. */
  readonly name: string;
  /** A live read. Undefined only when the server itself answered 404 for the object. */
  get(ref: ObjectRef): Promise<KubernetesObject | undefined>;
  /** A live, complete list: all pages. */
  list(options: ListOptions): Promise<KubernetesObject[]>;
  /** POST. 409 when it exists. */
  create(
    resource: ResourceKind,
    object: KubernetesObject,
  ): Promise<KubernetesObject>;
  /** Server-side apply. `object.metadata.uid` is required: it makes the server answer 409 when that object is gone (rule 7.2). */
  apply(
    resource: ResourceKind,
    object: KubernetesObject,
    options: { force: boolean },
  ): Promise<KubernetesObject>;
  /** JSON merge patch with a resourceVersion precondition in the patch's metadata. */
  mergePatch(ref: ObjectRef, patch: object): Promise<KubernetesObject>;
  /** DELETE with a uid precondition. Gone already is no error. */
  delete(
    ref: ObjectRef,
    options: { uid: string; propagation?: 'Foreground' | 'Background' },
  ): Promise<void>;
  /** A container's last log lines. */
  logs(options: {
    namespace: string;
    pod: string;
    container?: string;
    tailLines: number;
  }): Promise<string>;
  /** Lists, then watches, resuming from bookmarks, until the signal. Never ends by itself. */
  watch<T>(options: WatchOptions<T>): AsyncIterable<WatchEvent<T>>;
}

export interface WatchOptions<T> extends ListOptions {
  /** Keeps only the fields that are read, so that memory grows with those alone. */
  project: (object: KubernetesObject) => T;
  signal: AbortSignal;
}

export type WatchEvent<T> =
  /** The complete state, at the start and after every lost continuity. */
  | { type: 'synced'; items: T[] }
  | { type: 'added' | 'modified' | 'deleted'; item: T }
  /** Not connected for now; what was known is not thrown away. */
  | { type: 'trouble'; error: Error }
  /** Connected again after trouble, with nothing missed. */
  | { type: 'resumed' };
