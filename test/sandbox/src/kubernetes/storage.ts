import { randomUUID } from 'node:crypto';
import { Clock } from '../clock';
import { allResources } from './resources';
import { ResourceKind, StoredObject, StoreEvent } from './types';

/** Events that are kept for watches to resume from; older positions are answered with 410. */
const defaultHistoryLength = 5_000;

/** Where a new store begins: what a cluster did before anyone looked is forgotten, as in any real one. */
const firstRevision = 1_000;

/** A restart moves the position on, so that one that was seen before the crash is never given twice. */
const restartGap = 10_000;

export interface StorageSnapshot {
  revision: number;
  addresses: number;
  objects: { apiVersion: string; plural: string; items: StoredObject[] }[];
}

const keyOf = (namespace: string | undefined, name: string): string =>
  `${namespace ?? ''}/${name}`;
const collectionOf = ({
  apiVersion,
  plural,
}: {
  apiVersion: string;
  plural: string;
}): string => `${apiVersion}/${plural}`;

/** Objects by kind and name, with one history over all. Knows no rules: the operations do. */
export class Storage {
  readonly clock: Clock;
  readonly #historyLength: number;
  readonly #collections = new Map<string, Map<string, StoredObject>>();
  readonly #listeners = new Set<(event: StoreEvent) => void>();
  #history: StoreEvent[] = [];
  #revision = firstRevision;
  #forgotten: number;
  #addresses = 10;

  constructor(options: {
    clock: Clock;
    snapshot?: StorageSnapshot;
    historyLength?: number;
  }) {
    this.clock = options.clock;
    this.#historyLength = options.historyLength ?? defaultHistoryLength;
    for (const resource of allResources)
      this.#collections.set(collectionOf(resource), new Map());
    if (options.snapshot) {
      this.#revision = options.snapshot.revision + restartGap;
      this.#addresses = options.snapshot.addresses;
      for (const { items, ...collection } of options.snapshot.objects) {
        const objects = this.#collections.get(collectionOf(collection));
        for (const item of items)
          objects?.set(
            keyOf(item.metadata.namespace, item.metadata.name),
            item,
          );
      }
    }
    this.#forgotten = this.#revision;
  }

  /** The position of the newest event. */
  get revision(): number {
    return this.#revision;
  }

  snapshot(): StorageSnapshot {
    return {
      revision: this.#revision,
      addresses: this.#addresses,
      objects: allResources.map(resource => ({
        apiVersion: resource.apiVersion,
        plural: resource.plural,
        items: [...this.#collection(resource).values()],
      })),
    };
  }

  newUid(): string {
    return randomUUID();
  }

  /** Whole seconds, as Kubernetes writes times. */
  timestamp(): string {
    return this.clock
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z');
  }

  /** An address of the given network that was never given before: `10.96` → `10.96.0.11`. */
  newAddress(network: string): string {
    const number = ++this.#addresses;
    return `${network}.${Math.floor(number / 250) % 250}.${(number % 250) + 1}`;
  }

  get(
    resource: ResourceKind,
    namespace: string | undefined,
    name: string,
  ): StoredObject | undefined {
    return this.#collection(resource).get(
      keyOf(resource.namespaced ? namespace : undefined, name),
    );
  }

  /** In the order of their keys, as etcd answers. */
  list(
    resource: ResourceKind,
    namespace?: string,
    where: (object: StoredObject) => boolean = () => true,
  ): StoredObject[] {
    return [...this.#collection(resource).entries()]
      .filter(
        ([, object]) =>
          (namespace === undefined ||
            object.metadata.namespace === namespace) &&
          where(object),
      )
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, object]) => object);
  }

  /** Stores the object under a new `resourceVersion`. */
  put(resource: ResourceKind, object: StoredObject): StoredObject {
    const before = this.get(
      resource,
      object.metadata.namespace,
      object.metadata.name,
    );
    const stored = this.#next(object);
    this.#collection(resource).set(
      keyOf(stored.metadata.namespace, stored.metadata.name),
      stored,
    );
    this.#emit({
      type: before ? 'MODIFIED' : 'ADDED',
      resource,
      object: stored,
      before,
      revision: this.#revision,
    });
    return stored;
  }

  remove(resource: ResourceKind, object: StoredObject): StoredObject {
    this.#collection(resource).delete(
      keyOf(object.metadata.namespace, object.metadata.name),
    );
    const removed = this.#next(object);
    this.#emit({
      type: 'DELETED',
      resource,
      object: removed,
      before: object,
      revision: this.#revision,
    });
    return removed;
  }

  /** Every event from now on, until the returned function is called. */
  subscribe(listener: (event: StoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The oldest position that events are still known after. */
  get oldest(): number {
    return this.#forgotten;
  }

  since(revision: number): StoreEvent[] {
    return this.#history.filter(event => event.revision > revision);
  }

  /** Forgets all history, as etcd's compaction does. */
  compact(): void {
    this.#history = [];
    this.#forgotten = this.#revision;
  }

  #collection(resource: ResourceKind): Map<string, StoredObject> {
    const collection = this.#collections.get(collectionOf(resource));
    if (!collection) throw new Error(`No resource ${collectionOf(resource)}`);
    return collection;
  }

  #next(object: StoredObject): StoredObject {
    this.#revision++;
    return {
      ...object,
      metadata: { ...object.metadata, resourceVersion: String(this.#revision) },
    };
  }

  #emit(event: StoreEvent): void {
    this.#history.push(event);
    if (this.#history.length > this.#historyLength) {
      const dropped = this.#history.splice(
        0,
        this.#history.length - this.#historyLength,
      );
      this.#forgotten = dropped[dropped.length - 1].revision;
    }
    for (const listener of [...this.#listeners]) listener(event);
  }
}
