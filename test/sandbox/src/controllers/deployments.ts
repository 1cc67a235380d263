import { createHash } from 'node:crypto';
import {
  addressOf,
  Cluster,
  Condition,
  resources,
  StoredObject,
} from '../kubernetes';
import { withCondition } from './conditions';
import { Controller } from './controller';
import { Deployment, PodTemplate, ReplicaSet } from './kinds';
import { WorkQueue } from './workQueue';

const manager = 'kube-controller-manager';
const hashLabel = 'pod-template-hash';

function hashOf(template: PodTemplate): string {
  const digest = createHash('sha256').update(JSON.stringify(template)).digest();
  return [...digest.subarray(0, 10)]
    .map(byte => 'bcdfghjklmnpqrstvwxz2456789'[byte % 27])
    .join('');
}

/** Rolls Deployments out: new pods first, and as many old ones go as new ones are ready. */
export class DeploymentController implements Controller {
  readonly #cluster: Cluster;
  readonly #queue: WorkQueue;
  #unsubscribe: (() => void) | undefined;

  constructor(options: { cluster: Cluster }) {
    this.#cluster = options.cluster;
    this.#queue = new WorkQueue({
      clock: options.cluster.storage.clock,
      name: 'deployments',
      work: key => this.#reconcile(key),
    });
  }

  start(): void {
    this.#unsubscribe = this.#cluster.subscribe(({ resource, object }) => {
      const { namespace, name, ownerReferences } = object.metadata;
      if (resource === resources.deployments)
        this.#queue.add(`${namespace}/${name}`);
      const owner = ownerReferences?.find(({ kind }) => kind === 'Deployment');
      if (resource === resources.replicaSets && owner)
        this.#queue.add(`${namespace}/${owner.name}`);
    });
    for (const { metadata } of this.#cluster.list(resources.deployments))
      this.#queue.add(`${metadata.namespace}/${metadata.name}`);
  }

  stop(): void {
    this.#unsubscribe?.();
    this.#queue.stop();
  }

  #reconcile(key: string): void {
    const [namespace, name] = key.split('/');
    const deployment = this.#cluster.get<Deployment>(
      resources.deployments,
      namespace,
      name,
    );
    if (!deployment || deployment.metadata.deletionTimestamp) return;
    const hash = hashOf(deployment.spec.template);
    const sets = this.#setsOf(deployment);
    const current = sets.find(set => set.metadata.labels?.[hashLabel] === hash);
    if (!current) {
      this.#createSet(deployment, hash, sets.length + 1);
      return;
    }
    const { replicas } = deployment.spec;
    this.#scale(current, replicas);
    const ready = current.status.readyReplicas ?? 0;
    let old = Math.max(0, replicas - ready);
    for (const set of sets.filter(each => each !== current)) {
      const keep = Math.min(set.spec.replicas, old);
      this.#scale(set, keep);
      old -= keep;
    }
    this.#report(deployment, current, sets);
  }

  #setsOf({ metadata }: StoredObject): (ReplicaSet & StoredObject)[] {
    return this.#cluster
      .list<ReplicaSet>(resources.replicaSets, {
        namespace: metadata.namespace,
      })
      .filter(set =>
        set.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid),
      );
  }

  #createSet(
    deployment: Deployment & StoredObject,
    hash: string,
    revision: number,
  ): void {
    const { template, selector, replicas } = deployment.spec;
    const labels = { ...template.metadata?.labels, [hashLabel]: hash };
    const { name, namespace, uid } = deployment.metadata;
    this.#cluster.create(
      resources.replicaSets,
      {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        metadata: {
          name: `${name}-${hash}`,
          namespace,
          labels,
          annotations: {
            'deployment.kubernetes.io/revision': String(revision),
          },
          ownerReferences: [
            {
              apiVersion: 'apps/v1',
              kind: 'Deployment',
              name,
              uid,
              controller: true,
              blockOwnerDeletion: true,
            },
          ],
        },
        spec: {
          replicas,
          selector: {
            ...selector,
            matchLabels: { ...selector.matchLabels, [hashLabel]: hash },
          },
          template: { ...template, metadata: { ...template.metadata, labels } },
        },
      },
      { manager },
    );
  }

  #scale(set: ReplicaSet & StoredObject, replicas: number): void {
    if (set.spec.replicas === replicas) return;
    this.#cluster.modify<ReplicaSet>(
      resources.replicaSets,
      addressOf(set),
      live => {
        live.spec.replicas = replicas;
      },
      { manager },
    );
  }

  #report(
    deployment: Deployment & StoredObject,
    current: ReplicaSet,
    sets: ReplicaSet[],
  ): void {
    const sum = (
      field: 'replicas' | 'readyReplicas' | 'availableReplicas',
    ): number =>
      sets.reduce((total, set) => total + (set.status[field] ?? 0), 0);
    const wanted = deployment.spec.replicas;
    const available = sum('availableReplicas');
    const now = this.#cluster.storage.timestamp();
    this.#cluster.modify<Deployment>(
      resources.deployments,
      addressOf(deployment),
      live => {
        const conditions = withCondition(
          live.status.conditions,
          availability(available >= wanted),
          now,
        );
        live.status = {
          ...live.status,
          observedGeneration: live.metadata.generation,
          replicas: sum('replicas'),
          updatedReplicas: current.status.replicas ?? 0,
          readyReplicas: sum('readyReplicas'),
          availableReplicas: available,
          unavailableReplicas: Math.max(0, wanted - available) || undefined,
          conditions: withCondition(
            conditions,
            this.#progress(live, current, now),
            now,
          ),
        };
      },
      { manager, subresource: 'status' },
    );
  }

  /** A rollout that does not finish within its deadline says so, and is looked at again then. */
  #progress(
    deployment: Deployment & StoredObject,
    current: ReplicaSet,
    now: string,
  ): Omit<Condition, 'lastTransitionTime'> {
    const { name, namespace } = deployment.metadata;
    const set = current.metadata.name;
    if ((current.status.availableReplicas ?? 0) >= deployment.spec.replicas) {
      const message = `ReplicaSet "${set}" has successfully progressed.`;
      return {
        type: 'Progressing',
        status: 'True',
        reason: 'NewReplicaSetAvailable',
        message,
      };
    }
    const deadline = (deployment.spec.progressDeadlineSeconds ?? 600) * 1000;
    const left =
      Date.parse(current.metadata.creationTimestamp!) +
      deadline -
      Date.parse(now);
    if (left <= 0) {
      const message = `ReplicaSet "${set}" has timed out progressing.`;
      return {
        type: 'Progressing',
        status: 'False',
        reason: 'ProgressDeadlineExceeded',
        message,
      };
    }
    this.#queue.add(`${namespace}/${name}`, left + 1000);
    return {
      type: 'Progressing',
      status: 'True',
      reason: 'ReplicaSetUpdated',
      message: `ReplicaSet "${set}" is progressing.`,
    };
  }
}

function availability(
  available: boolean,
): Omit<Condition, 'lastTransitionTime'> {
  return available
    ? {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
}
