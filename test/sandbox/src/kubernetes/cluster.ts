import { copy } from '../copy';
import { Clock } from '../clock';
import { Persistent } from '../state';
import { notFound } from './apiError';
import {
  apply,
  create,
  DeleteOptions,
  ObjectAddress,
  patch,
  remove,
  update,
  WriteOptions,
} from './operations';
import { labelSelector } from './selectors';
import { Storage, StorageSnapshot } from './storage';
import {
  KubernetesObject,
  ResourceKind,
  StoredObject,
  StoreEvent,
} from './types';

/** The cluster as controllers in this process see it: the same operations as over HTTP, without the wire. What is read is a copy. */
export class Cluster implements Persistent {
  readonly name = 'cluster';
  readonly storage: Storage;

  constructor(options: {
    clock: Clock;
    snapshot?: StorageSnapshot;
    historyLength?: number;
  }) {
    this.storage = new Storage(options);
  }

  snapshot(): StorageSnapshot {
    return this.storage.snapshot();
  }

  get<T extends KubernetesObject>(
    resource: ResourceKind,
    namespace: string | undefined,
    name: string,
  ): (T & StoredObject) | undefined {
    const found = this.storage.get(resource, namespace, name);
    return found && (copy(found) as T & StoredObject);
  }

  list<T extends KubernetesObject>(
    resource: ResourceKind,
    options: {
      namespace?: string;
      labels?: string;
      /** Asked of what is stored, which it must not change, so that only what is wanted of many objects is copied. */
      where?: (object: Readonly<T & StoredObject>) => boolean;
    } = {},
  ): (T & StoredObject)[] {
    const selected = labelSelector(options.labels);
    const { where = () => true } = options;
    return this.storage
      .list(
        resource,
        options.namespace,
        object => selected(object) && where(object as T & StoredObject),
      )
      .map(object => copy(object) as T & StoredObject);
  }

  create(
    resource: ResourceKind,
    object: KubernetesObject,
    options: WriteOptions,
  ): StoredObject {
    return create(this.storage, resource, object, options);
  }

  update(
    resource: ResourceKind,
    object: KubernetesObject,
    options: WriteOptions,
  ): StoredObject {
    return update(this.storage, resource, addressOf(object), object, options);
  }

  /** Changes the newest state of an object; one that is gone is left so. */
  modify<T extends KubernetesObject>(
    resource: ResourceKind,
    address: ObjectAddress,
    change: (object: T & StoredObject) => void,
    options: WriteOptions,
  ): void {
    if (!this.storage.get(resource, address.namespace, address.name)) return;
    patch(
      this.storage,
      resource,
      address,
      live => {
        change(live as T & StoredObject);
        return live;
      },
      options,
    );
  }

  apply(
    resource: ResourceKind,
    object: KubernetesObject,
    options: WriteOptions & { force: boolean },
  ): StoredObject {
    return apply(this.storage, resource, addressOf(object), object, options)
      .object;
  }

  /** True when the object was there. */
  delete(
    resource: ResourceKind,
    address: ObjectAddress,
    options: DeleteOptions = {},
  ): boolean {
    try {
      remove(this.storage, resource, address, options);
      return true;
    } catch (error) {
      if (
        error instanceof Error &&
        error.message === notFound(resource, address.name).message
      )
        return false;
      throw error;
    }
  }

  subscribe(listener: (event: StoreEvent) => void): () => void {
    return this.storage.subscribe(listener);
  }
}

export function addressOf({ metadata }: KubernetesObject): ObjectAddress {
  return { namespace: metadata.namespace, name: metadata.name };
}
