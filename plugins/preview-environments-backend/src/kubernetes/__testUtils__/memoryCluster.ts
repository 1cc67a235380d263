import { isEqual } from 'lodash';
import { KubernetesError, RequestDescription, StatusBody } from '../errors';
import { describeRef } from '../resources';
import {
  ClusterClient,
  KubernetesObject,
  ListOptions,
  ObjectRef,
  ResourceKind,
} from '../types';
import { applied, patched } from './mergedObjects';

/**
 * A cluster in memory: uids, versions, generations, finalizers and preconditions, namespaces that go with their content, and a
 * log of all writes.
 */
export class MemoryCluster implements ClusterClient {
  readonly name = 'memory';
  /** As whom its API server knows us. */
  username = 'system:serviceaccount:backstage:preview-environments';
  readonly writes: string[] = [];
  readonly #objects = new Map<string, KubernetesObject>();
  readonly #applied = new Map<string, KubernetesObject>();
  readonly #namespaces: 'needed' | 'free';
  #counter = 0;
  /** Runs before a request of that verb; may change the cluster under the caller's feet, or throw. */
  before: Partial<Record<RequestDescription['verb'], () => void>> = {};

  constructor(
    options: {
      /** Whether objects need their namespace to be there. */ namespaces?:
        | 'needed'
        | 'free';
    } = {},
  ) {
    this.#namespaces = options.namespaces ?? 'free';
  }

  /** Puts an object there, as somebody else would. */
  put(resource: ResourceKind, object: KubernetesObject): KubernetesObject {
    this.#counter += 1;
    const live = this.read({ resource, ...object.metadata });
    const stored = {
      ...object,
      metadata: {
        uid: `uid-${this.#counter}`,
        ...object.metadata,
        resourceVersion: String(this.#counter),
        generation: generationAfter(live, object),
      },
    };
    this.#objects.set(keyOf(resource, object.metadata), stored);
    return stored;
  }

  take(ref: ObjectRef): void {
    this.#objects.delete(keyOf(ref.resource, ref));
    this.#applied.delete(keyOf(ref.resource, ref));
  }

  read(ref: ObjectRef): KubernetesObject | undefined {
    return this.#objects.get(keyOf(ref.resource, ref));
  }

  /** `Service pv-web-pr-1/cart` of everything there is, in alphabetical order. */
  content(): string[] {
    return [...this.#objects.values()]
      .map(({ kind, metadata: { namespace, name } }) =>
        namespace ? `${kind} ${namespace}/${name}` : `${kind} ${name}`,
      )
      .sort();
  }

  /** Whoever set the finalizers is through; an object that is being deleted goes, and its namespace with the last one. */
  release(ref: ObjectRef): void {
    const live = this.read(ref);
    if (!live) return;
    const { finalizers, ...metadata } = live.metadata;
    if (metadata.deletionTimestamp) this.take(ref);
    else this.put(ref.resource, { ...live, metadata });
    this.#emptyNamespace(ref.namespace);
  }

  async get(ref: ObjectRef) {
    this.before.get?.();
    return this.read(ref);
  }

  async list({ resource, namespace, labelSelector }: ListOptions) {
    this.before.list?.();
    const wanted = (labelSelector ?? '')
      .split(',')
      .filter(term => term !== '')
      .map(term => term.split('='));
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
    // Answered, and kept nowhere.
    if (resource.kind === 'SelfSubjectReview')
      return { ...object, status: { userInfo: { username: this.username } } };
    this.#requireNamespace(ref);
    if (this.read(ref)) {
      throw failure('create', ref, 409, { reason: 'AlreadyExists' });
    }
    this.#applied.set(keyOf(resource, ref), object);
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
    const key = keyOf(resource, ref);
    const { uid, ...metadata } = object.metadata;
    const desired = { ...object, metadata };
    const result = applied(live, this.#applied.get(key), desired);
    this.#applied.set(key, desired);
    return this.put(resource, result as KubernetesObject);
  }

  async mergePatch(ref: ObjectRef, patch: object) {
    this.#begin('patch', ref);
    const live = this.read(ref);
    const { metadata } = patch as KubernetesObject;
    if (!live || live.metadata.resourceVersion !== metadata.resourceVersion) {
      throw failure('patch', ref, 409, { reason: 'Conflict' });
    }
    return this.put(ref.resource, patched(live, patch) as KubernetesObject);
  }

  async delete(ref: ObjectRef, options: { uid: string }) {
    this.#begin('delete', ref);
    const live = this.read(ref);
    if (!live) return;
    if (live.metadata.uid !== options.uid) {
      throw failure('delete', ref, 409, { reason: 'Conflict' });
    }
    this.#delete(ref);
  }

  async logs(): Promise<string> {
    throw new Error('this cluster has no logs');
  }

  watch(): never {
    throw new Error('this cluster has no watch');
  }

  #delete(ref: ObjectRef): void {
    const live = this.read(ref);
    if (!live) return;
    const isNamespace = live.kind === 'Namespace';
    if (!isNamespace && !live.metadata.finalizers?.length) {
      this.take(ref);
      return;
    }
    const deletionTimestamp = '2030-01-01T00:00:00Z';
    const metadata = { ...live.metadata, deletionTimestamp };
    this.put(ref.resource, { ...live, metadata });
    if (!isNamespace) return;
    for (const { resource, object } of this.#within(ref.name))
      this.#delete({ resource, ...object.metadata });
    this.#emptyNamespace(ref.name);
  }

  /** The namespace controller's part: a namespace that is being deleted goes with the last of its content. */
  #emptyNamespace(name: string | undefined): void {
    const key = `Namespace//${name}`;
    const live = this.#objects.get(key);
    if (!live?.metadata.deletionTimestamp || live.metadata.finalizers?.length)
      return;
    const left = this.#within(name);
    if (left.length === 0) {
      this.#objects.delete(key);
      return;
    }
    const message = `Some content in the namespace has finalizers remaining: ${left
      .flatMap(({ object }) => object.metadata.finalizers ?? [])
      .join(', ')}`;
    this.#objects.set(key, {
      ...live,
      status: {
        phase: 'Terminating',
        conditions: [
          { type: 'NamespaceFinalizersRemaining', status: 'True', message },
        ],
      },
    });
  }

  #within(namespace: string | undefined) {
    return [...this.#objects.values()]
      .filter(({ metadata }) => metadata.namespace === namespace)
      .map(object => ({
        object,
        resource: {
          apiVersion: object.apiVersion,
          kind: object.kind,
          plural: '',
          namespaced: true,
        },
      }));
  }

  #requireNamespace(ref: ObjectRef): void {
    if (this.#namespaces === 'free' || !ref.resource.namespaced) return;
    const live = this.#objects.get(`Namespace//${ref.namespace}`);
    if (!live)
      throw failure('create', ref, 404, {
        reason: 'NotFound',
        message: `namespaces "${ref.namespace}" not found`,
        details: { name: ref.namespace, kind: 'namespaces' },
      });
    if (live.metadata.deletionTimestamp)
      throw failure('create', ref, 403, {
        reason: 'Forbidden',
        details: { causes: [{ reason: 'NamespaceTerminating' }] },
      });
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

/** Only a change of what is wanted counts, as for every kind with a status of its own. */
function generationAfter(
  live: KubernetesObject | undefined,
  object: KubernetesObject,
): number {
  if (!live) return object.metadata.generation ?? 1;
  const before = live.metadata.generation ?? 1;
  return isEqual(live.spec, object.spec) ? before : before + 1;
}

function keyOf(
  resource: ResourceKind,
  place: { namespace?: string; name: string },
): string {
  return `${resource.kind}/${place.namespace ?? ''}/${place.name}`;
}
