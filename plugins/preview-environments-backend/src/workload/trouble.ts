import { KubernetesObject } from '../kubernetes';

interface ContainerStatus {
  name: string;
  image: string;
  /** What the node has pulled, most often with a digest. */
  imageID?: string;
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
  ready,
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
  // Between two crashes it runs for a while, which is no better.
  if (reason === 'CrashLoopBackOff' || (!ready && restartCount > 1)) {
    const code = lastState?.terminated?.exitCode;
    return `container ${name} keeps crashing (${restartCount} ${
      restartCount === 1 ? 'restart' : 'restarts'
    }${code === undefined ? '' : `, exit code ${code}`})`;
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
 * only. The newest one speaks. An event stays for an hour: one of a ReplicaSet that has made its pods by now is over.
 */
export function creationTrouble(
  events: KubernetesObject[],
  pods: KubernetesObject[],
): string | undefined {
  const makers = new Set(
    pods.flatMap(({ metadata: { ownerReferences = [] } }) =>
      (ownerReferences as { name?: string }[]).map(({ name }) => name),
    ),
  );
  const [newest] = events
    .map(event => event as KubernetesObject & EventView)
    .filter(
      ({ type, reason, involvedObject }) =>
        type === 'Warning' &&
        reason === 'FailedCreate' &&
        !makers.has(involvedObject?.name),
    )
    .sort((one, other) =>
      (other.lastTimestamp ?? '').localeCompare(one.lastTimestamp ?? ''),
    );
  if (!newest) return undefined;
  const { kind, name } = newest.involvedObject ?? {};
  return `${kind} ${name} cannot make its pods: ${newest.message ?? ''}`;
}
