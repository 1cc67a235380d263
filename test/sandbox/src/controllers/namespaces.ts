import {
  addressOf,
  allResources,
  Cluster,
  isRefusal,
  resources,
  StoredObject,
} from '../kubernetes';
import { withCondition } from './conditions';
import { Controller } from './controller';
import { Namespace } from './kinds';
import { WorkQueue } from './workQueue';

const manager = 'kube-controller-manager';
const namespaced = allResources.filter(resource => resource.namespaced);

/** Gives each namespace what every namespace has, and empties those that are deleted. */
export class NamespaceController implements Controller {
  readonly #cluster: Cluster;
  readonly #pace: number;
  readonly #queue: WorkQueue;
  #unsubscribe: (() => void) | undefined;

  /** `pace`: milliseconds between two looks at a namespace that is going away; a real controller takes some seconds. */
  constructor(options: { cluster: Cluster; pace: number }) {
    this.#cluster = options.cluster;
    this.#pace = options.pace;
    this.#queue = new WorkQueue({
      clock: options.cluster.storage.clock,
      name: 'namespaces',
      work: name => this.#reconcile(name),
    });
  }

  start(): void {
    this.#unsubscribe = this.#cluster.subscribe(
      ({ resource, object, type }) => {
        if (resource === resources.namespaces && type !== 'DELETED')
          this.#queue.add(object.metadata.name);
      },
    );
    for (const { metadata } of this.#cluster.list(resources.namespaces))
      this.#queue.add(metadata.name);
  }

  stop(): void {
    this.#unsubscribe?.();
    this.#queue.stop();
  }

  #reconcile(name: string): void {
    const namespace = this.#cluster.get<Namespace>(
      resources.namespaces,
      undefined,
      name,
    );
    if (!namespace) return;
    if (namespace.metadata.deletionTimestamp) this.#empty(namespace);
    else this.#furnish(name);
  }

  #furnish(namespace: string): void {
    const furniture = [
      {
        resource: resources.serviceAccounts,
        object: { metadata: { name: 'default', namespace } },
      },
      {
        resource: resources.configMaps,
        object: {
          metadata: { name: 'kube-root-ca.crt', namespace },
          data: { 'ca.crt': 'none: this API is plain HTTP\n' },
        },
      },
    ];
    for (const { resource, object } of furniture) {
      if (this.#cluster.get(resource, namespace, object.metadata.name))
        continue;
      const { apiVersion, kind } = resource;
      try {
        this.#cluster.create(
          resource,
          { apiVersion, kind, ...object },
          { manager },
        );
      } catch (error) {
        if (!isRefusal(error, 403)) throw error;
      }
    }
  }

  #empty(namespace: Namespace & StoredObject): void {
    const { name } = namespace.metadata;
    for (const resource of namespaced) {
      for (const object of this.#cluster.list(resource, { namespace: name })) {
        if (!object.metadata.deletionTimestamp) {
          this.#cluster.delete(resource, addressOf(object), {
            propagationPolicy: 'Background',
          });
        }
      }
    }
    const remaining = namespaced
      .map(resource => ({
        resource,
        objects: this.#cluster.list(resource, { namespace: name }),
      }))
      .filter(({ objects }) => objects.length);
    this.#report(name, remaining);
    if (remaining.length || this.#isYoung(namespace)) {
      this.#queue.add(name, this.#pace);
      return;
    }
    this.#cluster.modify<Namespace>(
      resources.namespaces,
      { namespace: undefined, name },
      object => {
        object.spec.finalizers = [];
      },
      { manager, subresource: 'finalize' },
    );
  }

  /** Nothing goes within the same moment that it was deleted, so that people and programs can see it going. */
  #isYoung({ metadata }: StoredObject): boolean {
    return (
      this.#cluster.storage.clock.now().getTime() -
        Date.parse(metadata.deletionTimestamp!) <
      this.#pace
    );
  }

  #report(
    name: string,
    remaining: {
      resource: { plural: string; apiVersion: string };
      objects: StoredObject[];
    }[],
  ): void {
    const now = this.#cluster.storage.timestamp();
    const qualified = ({
      plural,
      apiVersion,
    }: {
      plural: string;
      apiVersion: string;
    }): string =>
      apiVersion.includes('/')
        ? `${plural}.${apiVersion.split('/')[0]}`
        : `${plural}.`;
    const counts = remaining.map(
      ({ resource, objects }) =>
        `${qualified(resource)} has ${objects.length} resource instances`,
    );
    const finalizers = new Map<string, number>();
    for (const { objects } of remaining) {
      for (const finalizer of objects.flatMap(
        ({ metadata }) => metadata.finalizers ?? [],
      )) {
        finalizers.set(finalizer, (finalizers.get(finalizer) ?? 0) + 1);
      }
    }
    const held = [...finalizers].map(
      ([finalizer, count]) => `${finalizer} in ${count} resource instances`,
    );
    this.#cluster.modify<Namespace>(
      resources.namespaces,
      { namespace: undefined, name },
      ({ status }) => {
        const set = (
          type: string,
          is: boolean,
          reason: string,
          message: string,
        ): void => {
          const condition = {
            type,
            status: is ? ('True' as const) : ('False' as const),
            reason,
            message,
          };
          status.conditions = withCondition(status.conditions, condition, now);
        };
        set(
          'NamespaceDeletionDiscoveryFailure',
          false,
          'ResourcesDiscovered',
          'All resources successfully discovered',
        );
        set(
          'NamespaceDeletionGroupVersionParsingFailure',
          false,
          'ParsedGroupVersions',
          'All legacy kube types successfully parsed',
        );
        set(
          'NamespaceDeletionContentFailure',
          false,
          'ContentDeleted',
          'All content successfully deleted, may be waiting on finalization',
        );
        if (counts.length)
          set(
            'NamespaceContentRemaining',
            true,
            'SomeResourcesRemain',
            `Some resources are remaining: ${counts.join(', ')}`,
          );
        else
          set(
            'NamespaceContentRemaining',
            false,
            'ContentRemoved',
            'All content successfully removed',
          );
        if (held.length)
          set(
            'NamespaceFinalizersRemaining',
            true,
            'SomeFinalizersRemain',
            `Some content in the namespace has finalizers remaining: ${held.join(
              ', ',
            )}`,
          );
        else
          set(
            'NamespaceFinalizersRemaining',
            false,
            'ContentHasNoFinalizers',
            'All content-preserving finalizers finished',
          );
      },
      { manager, subresource: 'status' },
    );
  }
}
