import {
  addressOf,
  allResources,
  Cluster,
  resources,
  ResourceKind,
  StoredObject,
} from '../kubernetes';
import { Controller } from './controller';
import { WorkQueue } from './workQueue';

const manager = 'kube-controller-manager';
const collectable = allResources.filter(
  resource => resource !== resources.events,
);

interface Located {
  resource: ResourceKind;
  object: StoredObject;
}

/** Removes what lost its owners, and lets owners go that wait for their dependants (foreground) or leave them (orphan). */
export class GarbageCollector implements Controller {
  readonly #cluster: Cluster;
  readonly #queue: WorkQueue;
  #unsubscribe: (() => void) | undefined;

  constructor(options: { cluster: Cluster }) {
    this.#cluster = options.cluster;
    this.#queue = new WorkQueue({
      clock: options.cluster.storage.clock,
      name: 'garbage collector',
      work: () => this.#collect(),
    });
  }

  start(): void {
    this.#unsubscribe = this.#cluster.subscribe(({ object, type }) => {
      if (type === 'DELETED' || object.metadata.deletionTimestamp)
        this.#queue.add('everything');
    });
    this.#queue.add('everything');
  }

  stop(): void {
    this.#unsubscribe?.();
    this.#queue.stop();
  }

  #collect(): void {
    const all = collectable.flatMap(resource =>
      this.#cluster.storage
        .list(resource)
        .map(object => ({ resource, object })),
    );
    const present = new Set(all.map(({ object }) => object.metadata.uid));
    for (const { resource, object } of all) {
      const owners = object.metadata.ownerReferences ?? [];
      const abandoned =
        owners.length > 0 && owners.every(({ uid }) => !present.has(uid));
      if (abandoned && !object.metadata.deletionTimestamp) {
        this.#cluster.delete(resource, addressOf(object), {
          propagationPolicy: 'Background',
        });
      }
    }
    for (const owner of all) {
      const { finalizers = [], deletionTimestamp } = owner.object.metadata;
      if (!deletionTimestamp) continue;
      if (finalizers.includes('foregroundDeletion'))
        this.#finishForeground(owner, all);
      if (finalizers.includes('orphan')) this.#finishOrphan(owner, all);
    }
  }

  #finishForeground(owner: Located, all: Located[]): void {
    const dependants = all.filter(({ object }) => owns(owner.object, object));
    for (const { resource, object } of dependants) {
      if (object.metadata.deletionTimestamp) continue;
      this.#cluster.delete(resource, addressOf(object), {
        propagationPolicy: 'Foreground',
      });
    }
    const left = dependants.some(({ resource, object }) => {
      const live = this.#cluster.storage.get(
        resource,
        object.metadata.namespace,
        object.metadata.name,
      );
      return live?.metadata.uid === object.metadata.uid;
    });
    if (!left) this.#dropFinalizer(owner, 'foregroundDeletion');
  }

  #finishOrphan(owner: Located, all: Located[]): void {
    for (const { resource, object } of all.filter(each =>
      owns(owner.object, each.object),
    )) {
      this.#cluster.modify(
        resource,
        addressOf(object),
        live => {
          live.metadata.ownerReferences = live.metadata.ownerReferences?.filter(
            ({ uid }) => uid !== owner.object.metadata.uid,
          );
        },
        { manager },
      );
    }
    this.#dropFinalizer(owner, 'orphan');
  }

  #dropFinalizer({ resource, object }: Located, finalizer: string): void {
    this.#cluster.modify(
      resource,
      addressOf(object),
      live => {
        live.metadata.finalizers = live.metadata.finalizers?.filter(
          name => name !== finalizer,
        );
      },
      { manager },
    );
  }
}

function owns(owner: StoredObject, dependant: StoredObject): boolean {
  return Boolean(
    dependant.metadata.ownerReferences?.some(
      ({ uid }) => uid === owner.metadata.uid,
    ),
  );
}
