import {
  isRefused,
  isWaiting,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import {
  ClusterClient,
  Event,
  foreignBecause,
  Job,
  KubernetesObject,
  OwnObjects,
  Pod,
  ServiceAccount,
  withOutcomes,
} from '../kubernetes';
import {
  cleanupJobName,
  CleanupRun,
  JobStatus,
  RunCleanupJob,
} from '../preview';
import { logTail } from './logTail';
import {
  cleanupAccountObject,
  cleanupContainer,
  cleanupJobObject,
} from './objects';
import { lastWords, newest, progressOf } from './status';

/** Lines to ask for; what is kept of them is cut to size. */
const tailLines = 100;

/** Where the Jobs of one cluster are made. */
export interface JobCluster {
  client: ClusterClient;
  objects: OwnObjects;
  instance: string;
}

/** Which life of which preview a run belongs to. */
export interface RunOwner {
  previewId: string;
  generation: number;
}

/** Starts the clean-up Jobs of previews that go, and tells how they do. */
export class CleanupJobs {
  readonly #clusters: (name: string) => JobCluster;

  constructor(options: { clusters: (name: string) => JobCluster }) {
    this.#clusters = options.clusters;
  }

  /**
   * Makes the Job, and the account that it runs as. One that is there is left as it is: it runs once.
   *
   * Throws a WaitingError when it can't be made, also for what only a person can change: a Job's deadline goes by meanwhile, and the
   * removal goes on without it.
   */
  async start({
    previewId,
    generation,
    run,
    retryAfterMilliseconds,
  }: Omit<RunCleanupJob, 'kind'>): Promise<'changed' | 'unchanged'> {
    const { objects, instance } = this.#clusters(run.job.cluster);
    const owner = { instance, previewId };
    try {
      await objects.create(
        ServiceAccount,
        cleanupAccountObject(run.job.namespace, owner),
      );
      const name = cleanupJobName(run, generation);
      const made = await objects.create(
        Job,
        cleanupJobObject(name, run.job, owner),
      );
      return made === 'created' ? 'changed' : 'unchanged';
    } catch (error) {
      if (!isWaiting(error) && !isRefused(error)) throw error;
      throw new WaitingError(
        `The clean-up job of ${run.job.component} can't be started: ${error.message}`,
        { afterMilliseconds: retryAfterMilliseconds, cause: error },
      );
    }
  }

  /** From a live read. The log is read once the Job has ended, or when `late` says that nobody waits for it any longer. */
  async status(
    run: CleanupRun,
    { previewId, generation, late }: RunOwner & { late: boolean },
  ): Promise<JobStatus> {
    const { client, objects, instance } = this.#clusters(run.job.cluster);
    const { namespace } = run.job;
    const name = cleanupJobName(run, generation);
    const job = await objects.get({ resource: Job, namespace, name });
    if (!job) return { state: 'absent' };
    const because = foreignBecause(job, { instance, id: previewId });
    if (because) {
      return {
        state: 'foreign',
        reason: `Job ${namespace}/${name} exists and is not ours: ${because}.`,
      };
    }
    const pods = await withOutcomes(() =>
      client.list({
        resource: Pod,
        namespace,
        labelSelector: `batch.kubernetes.io/job-name=${name}`,
      }),
    );
    const events =
      pods.length === 0
        ? await withOutcomes(() => client.list({ resource: Event, namespace }))
        : [];
    const progress = progressOf(job, pods, events);
    const log =
      progress.state === 'running' && !late
        ? ''
        : await this.#log(client, namespace, pods);
    return { ...progress, log };
  }

  /** A log that can't be read is no reason to hold up anything; what is kept says so. */
  async #log(
    client: ClusterClient,
    namespace: string,
    pods: KubernetesObject[],
  ): Promise<string> {
    const pod = newest(pods);
    if (!pod) return '';
    try {
      const log = await withOutcomes(() =>
        client.logs({
          namespace,
          pod: pod.metadata.name,
          container: cleanupContainer,
          tailLines,
        }),
      );
      return logTail(log);
    } catch (error) {
      if (!isWaiting(error) && !isRefused(error)) throw error;
      const words = lastWords(pods, cleanupContainer);
      return logTail(words ?? `It could not be read: ${error.message}`);
    }
  }
}
