import { copy } from '../copy';
import { addressOf, Cluster, resources, StoredObject } from '../kubernetes';
import { withCondition } from './conditions';
import { Controller } from './controller';
import { Job, Pod } from './kinds';
import { endedAt, isOver } from './runOnce';
import { WorkQueue } from './workQueue';

const manager = 'kube-controller-manager';

/** Milliseconds before the first retry, doubled with each; a real one waits ten times as long. */
const firstRetry = 1_000;

/** Runs Jobs: one pod after the other until one succeeds, the retries are used up, or the deadline is over. */
export class JobController implements Controller {
  readonly #cluster: Cluster;
  readonly #queue: WorkQueue;
  #unsubscribe: (() => void) | undefined;

  constructor(options: { cluster: Cluster }) {
    this.#cluster = options.cluster;
    this.#queue = new WorkQueue({
      clock: options.cluster.storage.clock,
      name: 'jobs',
      work: key => this.#reconcile(key),
    });
  }

  start(): void {
    this.#unsubscribe = this.#cluster.subscribe(({ resource, object }) => {
      if (resource === resources.jobs) this.#add(object, object.metadata.name);
      const owner = object.metadata.ownerReferences?.find(
        ({ kind }) => kind === 'Job',
      );
      if (resource === resources.pods && owner) this.#add(object, owner.name);
    });
    for (const job of this.#cluster.list(resources.jobs))
      this.#add(job, job.metadata.name);
  }

  stop(): void {
    this.#unsubscribe?.();
    this.#queue.stop();
  }

  #add({ metadata }: StoredObject, name: string, after?: number): void {
    this.#queue.add(`${metadata.namespace}/${name}`, after);
  }

  #reconcile(key: string): void {
    const [namespace, name] = key.split('/');
    const job = this.#cluster.get<Job>(resources.jobs, namespace, name);
    if (!job || job.metadata.deletionTimestamp || isFinished(job)) return;
    if (!job.status.startTime) {
      this.#report(job, (live, now) => ({ ...live.status, startTime: now }));
      return;
    }
    const pods = this.#podsOf(job);
    const inPhase = (phase: string) =>
      pods.filter(({ status }) => status.phase === phase);
    const failed = inPhase('Failed');
    if (inPhase('Succeeded').length > 0) this.#finish(job, 'Complete');
    else if (failed.length > job.spec.backoffLimit)
      this.#finish(job, 'Failed', 'BackoffLimitExceeded');
    else if (this.#isLate(job)) this.#giveUp(job, pods);
    else if (pods.length === failed.length) this.#tryAgain(job, failed);
    else this.#report(job, live => withCounts(live, pods));
  }

  /** Looks again when it will be. */
  #isLate(job: Job & StoredObject): boolean {
    const { activeDeadlineSeconds: seconds } = job.spec;
    if (seconds === undefined) return false;
    const left = Date.parse(job.status.startTime!) + seconds * 1_000;
    const now = this.#cluster.storage.clock.now().getTime();
    if (now >= left) return true;
    this.#add(job, job.metadata.name, left - now);
    return false;
  }

  #giveUp(job: Job & StoredObject, pods: (Pod & StoredObject)[]): void {
    for (const pod of pods)
      if (!isOver(pod)) this.#cluster.delete(resources.pods, addressOf(pod));
    this.#finish(job, 'Failed', 'DeadlineExceeded');
  }

  #tryAgain(job: Job & StoredObject, failed: Pod[]): void {
    const wait = firstRetry * 2 ** (failed.length - 1);
    const ended = Math.max(...failed.map(endedAt));
    const now = this.#cluster.storage.clock.now().getTime();
    if (failed.length > 0 && now < ended + wait) {
      this.#report(job, live => withCounts(live, failed));
      this.#add(job, job.metadata.name, ended + wait - now);
    } else {
      this.#createPod(job);
    }
  }

  #podsOf({ metadata }: StoredObject): (Pod & StoredObject)[] {
    return this.#cluster
      .list<Pod>(resources.pods, { namespace: metadata.namespace })
      .filter(pod =>
        pod.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid),
      );
  }

  #createPod(job: Job & StoredObject): void {
    const { template } = job.spec;
    const { name, namespace, uid } = job.metadata;
    this.#cluster.create(
      resources.pods,
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name: '',
          generateName: `${name}-`,
          namespace,
          labels: {
            ...template.metadata?.labels,
            'batch.kubernetes.io/job-name': name,
          },
          annotations: template.metadata?.annotations,
          ownerReferences: [
            {
              apiVersion: 'batch/v1',
              kind: 'Job',
              name,
              uid,
              controller: true,
              blockOwnerDeletion: true,
            },
          ],
        },
        spec: copy(template.spec),
      },
      { manager },
    );
  }

  #finish(
    job: Job & StoredObject,
    type: 'Complete' | 'Failed',
    reason?: string,
  ): void {
    const pods = this.#podsOf(job);
    this.#report(job, (live, now) => ({
      ...withCounts(live, pods),
      ...(type === 'Complete' && { completionTime: now }),
      conditions: withCondition(
        live.status.conditions,
        { type, status: 'True', ...(reason && { reason }) },
        now,
      ),
    }));
  }

  #report(
    job: StoredObject,
    change: (live: Job & StoredObject, now: string) => Job['status'],
  ): void {
    const now = this.#cluster.storage.timestamp();
    this.#cluster.modify<Job>(
      resources.jobs,
      addressOf(job),
      live => {
        live.status = change(live, now);
      },
      { manager, subresource: 'status' },
    );
  }
}

function isFinished({ status }: Job): boolean {
  return (status.conditions ?? []).some(
    condition =>
      ['Complete', 'Failed'].includes(condition.type) &&
      condition.status === 'True',
  );
}

function withCounts(live: Job, pods: Pod[]): Job['status'] {
  const count = (...phases: string[]) =>
    pods.filter(({ status }) => phases.includes(status.phase ?? 'Pending'))
      .length;
  return {
    ...live.status,
    active: count('Pending', 'Running'),
    succeeded: count('Succeeded'),
    failed: count('Failed'),
  };
}
