import { KubernetesObject } from '../kubernetes';
import { creationTrouble, podTrouble } from '../workload';

/** How far a Job is, without its log. */
export type JobProgress =
  | { state: 'running'; reason: string }
  | { state: 'succeeded' }
  | { state: 'failed'; reason: string };

interface JobView {
  status?: {
    conditions?: {
      type: string;
      status: string;
      reason?: string;
      message?: string;
    }[];
  };
}

interface ContainerView {
  name: string;
  state?: {
    terminated?: { exitCode?: number; reason?: string; message?: string };
  };
}

/** What a Job and its pods say. Only the two final conditions end a Job: those before them may still change (Kubernetes, Jobs). */
export function progressOf(
  job: KubernetesObject,
  pods: KubernetesObject[],
  events: KubernetesObject[],
): JobProgress {
  const { status } = job as JobView;
  const condition = (wanted: string) =>
    status?.conditions?.find(
      ({ type, status: value }) => type === wanted && value === 'True',
    );
  if (condition('Complete')) return { state: 'succeeded' };
  const failure = condition('Failed');
  if (failure) {
    return {
      state: 'failed',
      reason: failureReason(failure.reason, failure.message, newest(pods)),
    };
  }
  if (job.metadata.deletionTimestamp) {
    return { state: 'running', reason: 'Somebody is deleting the Job.' };
  }
  return {
    state: 'running',
    reason: troubleOf(job, pods, events) ?? '',
  };
}

/** What the container of the newest pod left as its last words; undefined when there are none. */
export function lastWords(
  pods: KubernetesObject[],
  container: string,
): string | undefined {
  return ended(newest(pods), container)?.message;
}

/** The pod of the latest attempt. */
export function newest(pods: KubernetesObject[]): KubernetesObject | undefined {
  return [...pods].sort((one, other) =>
    (other.metadata.creationTimestamp ?? '').localeCompare(
      one.metadata.creationTimestamp ?? '',
    ),
  )[0];
}

function failureReason(
  reason: string | undefined,
  message: string | undefined,
  pod: KubernetesObject | undefined,
): string {
  if (reason === 'DeadlineExceeded') return 'it was not done in time.';
  const code = ended(pod)?.exitCode;
  if (reason === 'BackoffLimitExceeded')
    return `every attempt failed${
      code === undefined ? '' : `, the last one with exit code ${code}`
    }.`;
  return message ?? reason ?? 'Kubernetes gives no reason.';
}

function ended(pod: KubernetesObject | undefined, container?: string) {
  const { containerStatuses = [] } = (pod?.status ?? {}) as {
    containerStatuses?: ContainerView[];
  };
  return containerStatuses.find(
    ({ name, state }) =>
      state?.terminated && (container === undefined || name === container),
  )?.state?.terminated;
}

function troubleOf(
  job: KubernetesObject,
  pods: KubernetesObject[],
  events: KubernetesObject[],
): string | undefined {
  const pod = newest(pods);
  if (pod) return podTrouble(pod);
  const ours = events.filter(event => {
    const { kind, name } = (event.involvedObject ?? {}) as {
      kind?: string;
      name?: string;
    };
    return kind === 'Job' && name === job.metadata.name;
  });
  return creationTrouble(ours, []);
}
