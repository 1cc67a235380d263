import { KubernetesObject } from '../kubernetes';

interface ContainerStatus {
  name: string;
  image: string;
  ready: boolean;
  restartCount: number;
  state?: {
    waiting?: { reason?: string; message?: string };
    terminated?: { exitCode?: number; reason?: string };
  };
  lastState?: { terminated?: { exitCode?: number; reason?: string } };
}

export interface PodView {
  spec?: { containers?: { name: string; image: string }[] };
  status?: {
    phase?: string;
    conditions?: {
      type: string;
      status: string;
      reason?: string;
      message?: string;
    }[];
    containerStatuses?: ContainerStatus[];
    initContainerStatuses?: ContainerStatus[];
  };
}

/** Kubelet's words for an image that it can't get (Kubernetes, Images). */
const pullReasons = [
  'ImagePullBackOff',
  'ErrImagePull',
  'InvalidImageName',
  'ErrImageNeverPull',
];

/** What keeps a pod from running, naming the pod, in words for a developer; undefined when nothing does. */
export function podTrouble(pod: KubernetesObject): string | undefined {
  if (pod.metadata.deletionTimestamp) return undefined;
  const { status = {} } = pod as PodView;
  for (const container of [
    ...(status.initContainerStatuses ?? []),
    ...(status.containerStatuses ?? []),
  ]) {
    const trouble = containerTrouble(container);
    if (trouble) return `Pod ${pod.metadata.name}: ${trouble}`;
  }
  const unscheduled = status.conditions?.find(
    ({ type, status: value, reason }) =>
      type === 'PodScheduled' &&
      value === 'False' &&
      reason === 'Unschedulable',
  );
  return (
    unscheduled &&
    `Pod ${pod.metadata.name}: no node has room for it: ${
      unscheduled.message ?? ''
    }`
  );
}

function containerTrouble({
  name,
  image,
  state,
  lastState,
  restartCount,
}: ContainerStatus): string | undefined {
  const reason = state?.waiting?.reason ?? '';
  if (pullReasons.includes(reason)) return `cannot pull image ${image}`;
  if (
    reason === 'CreateContainerConfigError' ||
    reason === 'CreateContainerError'
  ) {
    return `container ${name} cannot be created: ${
      state?.waiting?.message ?? reason
    }`;
  }
  if (reason === 'CrashLoopBackOff') {
    const code = lastState?.terminated?.exitCode;
    return `container ${name} keeps crashing (${restartCount} restarts${
      code === undefined ? '' : `, exit code ${code}`
    })`;
  }
  return undefined;
}

interface EventView {
  type?: string;
  reason?: string;
  message?: string;
  lastTimestamp?: string;
  involvedObject?: { kind?: string; name?: string };
}

/**
 * Why no pod can even be made: quota and Pod Security refuse pods, not Deployments, and say so in events of the ReplicaSet
 * only. The newest one speaks.
 */
export function creationTrouble(
  events: KubernetesObject[],
): string | undefined {
  const [newest] = events
    .map(event => event as KubernetesObject & EventView)
    .filter(
      ({ type, reason }) => type === 'Warning' && reason === 'FailedCreate',
    )
    .sort((one, other) =>
      (other.lastTimestamp ?? '').localeCompare(one.lastTimestamp ?? ''),
    );
  if (!newest) return undefined;
  const { kind, name } = newest.involvedObject ?? {};
  return `${kind} ${name} cannot make its pods: ${newest.message ?? ''}`;
}
