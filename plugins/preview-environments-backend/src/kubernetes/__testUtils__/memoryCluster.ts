import { KubernetesError, RequestDescription, StatusBody } from '../errors';
import { describeRef } from '../resources';
import {
  ClusterClient,
  KubernetesObject,
  ListOptions,
  ObjectRef,
  ResourceKind,
} from '../types';

/** A cluster in memory: uids, versions, finalizers and preconditions, and a log of all writes. */
export class MemoryCluster implements ClusterClient {
  readonly name = 'memory';
  readonly writes: string[] = [];
  readonly #objects = new Map<string, KubernetesObject>();
  #counter = 0;
  /** Runs before a request of that verb; may change the cluster under the caller's feet, or throw. */
  before: Partial<Record<RequestDescription['verb'], () => void>> = {};

  /** Puts an object there, as somebody else would. */
  put(resource: ResourceKind, object: KubernetesObject): KubernetesObject {
    this.#counter += 1;
    const stored = {
      ...object,
      metadata: {
        uid: `uid-${this.#counter}`,
        ...object.metadata,
        resourceVersion: String(this.#counter),
      },
    };
    this.#objects.set(keyOf(resource, object.metadata), stored);
    return stored;
  }

  take(ref: ObjectRef): void {
    this.#objects.delete(keyOf(ref.resource, ref));
  }

  read(ref: ObjectRef): KubernetesObject | undefined {
    return this.#objects.get(keyOf(ref.resource, ref));
  }

  async get(ref: ObjectRef) {
    this.before.get?.();
    return this.read(ref);
  }

  async list({ resource, namespace, labelSelector = '' }: ListOptions) {
    const wanted = labelSelector.split(',').map(term => term.split('='));
    return [...this.#objects.values()].filter(
      ({ kind, metadata }) =>
        kind === resource.kind &&
        (namespace === undefined || metadata.namespace === namespace) &&
        wanted.every(([label, value]) => metadata.labels?.[label] === value),
    );
  }

  async create(resource: ResourceKind, object: KubernetesObject) {
    const ref = { resource, ...object.metadata };
    this.#begin('create', ref);
    if (this.read(ref)) {
      throw failure('create', ref, 409, { reason: 'AlreadyExists' });
    }
    return this.put(resource, object);
  }

  async apply(
    resource: ResourceKind,
    object: KubernetesObject,
    options: { force: boolean },
  ) {
    const ref = { resource, ...object.metadata };
    this.#begin(options.force ? 'apply' : 'patch', ref);
    const live = this.read(ref);
    if (live?.metadata.uid !== object.metadata.uid) {
      throw failure('apply', ref, 409, { reason: 'Conflict' });
    }
    return this.put(resource, object);
  }

  async mergePatch(ref: ObjectRef, patch: object) {
    this.#begin('patch', ref);
    const live = this.read(ref);
    const { metadata, ...fields } = patch as KubernetesObject;
    if (!live || live.metadata.resourceVersion !== metadata.resourceVersion) {
      throw failure('patch', ref, 409, { reason: 'Conflict' });
    }
    return this.put(ref.resource, {
      ...live,
      ...fields,
      metadata: { ...live.metadata, ...metadata },
    });
  }

  async delete(ref: ObjectRef, options: { uid: string }) {
    this.#begin('delete', ref);
    const live = this.read(ref);
    if (!live) return;
    if (live.metadata.uid !== options.uid) {
      throw failure('delete', ref, 409, { reason: 'Conflict' });
    }
    if (live.metadata.finalizers?.length) {
      const deletionTimestamp = '2030-01-01T00:00:00Z';
      const metadata = { ...live.metadata, deletionTimestamp };
      this.put(ref.resource, { ...live, metadata });
    } else this.take(ref);
  }

  async logs(): Promise<string> {
    throw new Error('this cluster has no logs');
  }

  watch(): never {
    throw new Error('this cluster has no watch');
  }

  #begin(verb: RequestDescription['verb'], ref: ObjectRef): void {
    this.before[verb]?.();
    this.writes.push(`${verb} ${describeRef(ref)}`);
  }
}

/** A failed request about an object. */
export function failure(
  verb: RequestDescription['verb'],
  ref: ObjectRef,
  status: number | undefined,
  body: StatusBody,
): KubernetesError {
  const { resource, namespace, name } = ref;
  return new KubernetesError(
    {
      cluster: 'memory',
      verb,
      method: '',
      path: '/',
      resource,
      namespace,
      name,
    },
    { status, body },
  );
}

function keyOf(
  resource: ResourceKind,
  place: { namespace?: string; name: string },
): string {
  return `${resource.kind}/${place.namespace ?? ''}/${place.name}`;
}
