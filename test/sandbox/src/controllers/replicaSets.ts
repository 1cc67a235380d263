import { copy } from '../copy';
import {
  addressOf,
  Cluster,
  isRefusal,
  resources,
  StoredObject,
} from '../kubernetes';
import { Controller } from './controller';
import { EventRecorder } from './eventRecorder';
import { isReady, Pod, ReplicaSet } from './kinds';
import { WorkQueue } from './workQueue';

const manager = 'kube-controller-manager';

/** Keeps as many pods as a ReplicaSet asks for. */
export class ReplicaSetController implements Controller {
  readonly #cluster: Cluster;
  readonly #events: EventRecorder;
  readonly #queue: WorkQueue;
  #unsubscribe: (() => void) | undefined;

  constructor(options: { cluster: Cluster }) {
    this.#cluster = options.cluster;
    this.#events = new EventRecorder({
      cluster: options.cluster,
      component: 'replicaset-controller',
    });
    this.#queue = new WorkQueue({
      clock: options.cluster.storage.clock,
      name: 'replica sets',
      work: key => this.#reconcile(key),
    });
  }

  start(): void {
    this.#unsubscribe = this.#cluster.subscribe(({ resource, object }) => {
      if (resource === resources.replicaSets)
        this.#add(object, object.metadata.name);
      const owner = object.metadata.ownerReferences?.find(
        ({ kind }) => kind === 'ReplicaSet',
      );
      if (resource === resources.pods && owner) this.#add(object, owner.name);
    });
    for (const set of this.#cluster.list(resources.replicaSets))
      this.#add(set, set.metadata.name);
  }

  stop(): void {
    this.#unsubscribe?.();
    this.#queue.stop();
  }

  #add({ metadata }: StoredObject, name: string): void {
    this.#queue.add(`${metadata.namespace}/${name}`);
  }

  #reconcile(key: string): void {
    const [namespace, name] = key.split('/');
    const set = this.#cluster.get<ReplicaSet>(
      resources.replicaSets,
      namespace,
      name,
    );
    if (!set || set.metadata.deletionTimestamp) return;
    const pods = this.#podsOf(set);
    const active = pods.filter(({ metadata }) => !metadata.deletionTimestamp);
    for (let count = active.length; count < set.spec.replicas; count++)
      if (!this.#createPod(set)) break;
    // Those that are not ready go first, then the youngest.
    const surplus = [...active]
      .sort((a, b) => Number(isReady(a)) - Number(isReady(b)))
      .slice(0, Math.max(0, active.length - set.spec.replicas));
    for (const pod of surplus)
      this.#cluster.delete(resources.pods, addressOf(pod));
    this.#report(set);
  }

  #podsOf({ metadata }: StoredObject): (Pod & StoredObject)[] {
    return this.#cluster
      .list<Pod>(resources.pods, { namespace: metadata.namespace })
      .filter(pod =>
        pod.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid),
      );
  }

  #createPod(set: ReplicaSet & StoredObject): boolean {
    const { template } = set.spec;
    try {
      const pod = this.#cluster.create(
        resources.pods,
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: {
            name: '',
            generateName: `${set.metadata.name}-`,
            namespace: set.metadata.namespace,
            labels: template.metadata?.labels,
            annotations: template.metadata?.annotations,
            ownerReferences: [
              {
                apiVersion: 'apps/v1',
                kind: 'ReplicaSet',
                name: set.metadata.name,
                uid: set.metadata.uid,
                controller: true,
                blockOwnerDeletion: true,
              },
            ],
          },
          spec: copy(template.spec),
        },
        { manager },
      );
      this.#events.record(set, {
        type: 'Normal',
        reason: 'SuccessfulCreate',
        message: `Created pod: ${pod.metadata.name}`,
      });
      return true;
    } catch (error) {
      if (!isRefusal(error, 403)) throw error;
      this.#events.record(set, {
        type: 'Warning',
        reason: 'FailedCreate',
        message: `Error creating: ${error.message}`,
      });
      return false;
    }
  }

  #report(set: ReplicaSet & StoredObject): void {
    const pods = this.#podsOf(set).filter(
      ({ metadata }) => !metadata.deletionTimestamp,
    );
    const ready = pods.filter(isReady).length;
    this.#cluster.modify<ReplicaSet>(
      resources.replicaSets,
      addressOf(set),
      live => {
        live.status = {
          ...live.status,
          replicas: pods.length,
          readyReplicas: ready,
          availableReplicas: ready,
          observedGeneration: live.metadata.generation,
        };
      },
      { manager, subresource: 'status' },
    );
  }
}
