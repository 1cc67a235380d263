import { Condition } from '../kubernetes';
import { withCondition } from './conditions';
import { ContainerStatus, Pod } from './kinds';

type Waiting = { reason: string; message?: string };

function containerStatus({
  name,
  image,
}: {
  name: string;
  image: string;
}): ContainerStatus {
  return {
    name,
    image,
    imageID: '',
    ready: false,
    started: false,
    restartCount: 0,
    state: {},
  };
}

function conditions(pod: Pod, ready: boolean, now: string): Condition[] {
  const unready = pod.spec.containers.map(({ name }) => name).join(' ');
  const why = ready
    ? {}
    : {
        reason: 'ContainersNotReady',
        message: `containers with unready status: [${unready}]`,
      };
  const status = ready ? ('True' as const) : ('False' as const);
  const all: Omit<Condition, 'lastTransitionTime'>[] = [
    { type: 'PodScheduled', status: 'True' },
    { type: 'Initialized', status: 'True' },
    { type: 'ContainersReady', status, ...why },
    { type: 'Ready', status, ...why },
  ];
  return all.reduce<Condition[]>(
    (set, condition) => withCondition(set, condition, now),
    pod.status.conditions ?? [],
  );
}

/** A pod on its node whose containers wait, each with its own reason. */
export function waiting(
  pod: Pod,
  reasons: Record<string, Waiting>,
  now: string,
): Pod['status'] {
  return {
    ...pod.status,
    phase: 'Pending',
    startTime: pod.status.startTime ?? now,
    hostIP: '10.99.0.11',
    conditions: conditions(pod, false, now),
    containerStatuses: pod.spec.containers.map(container => ({
      ...containerStatus(container),
      state: {
        waiting: reasons[container.name] ?? { reason: 'ContainerCreating' },
      },
    })),
  };
}

/** A pod whose containers have ended, all of them well or badly. */
export function ended(pod: Pod, well: boolean, now: string): Pod['status'] {
  return {
    ...pod.status,
    phase: well ? 'Succeeded' : 'Failed',
    conditions: conditions(pod, false, now),
    containerStatuses: pod.status.containerStatuses?.map(container => ({
      ...container,
      ready: false,
      started: false,
      state: {
        terminated: {
          exitCode: well ? 0 : 1,
          reason: well ? 'Completed' : 'Error',
          finishedAt: now,
        },
      },
    })),
  };
}

/** A pod whose containers run, from pulled images. */
export function running(
  pod: Pod,
  imageIds: Record<string, string>,
  ready: boolean,
  now: string,
): Pod['status'] {
  return {
    ...pod.status,
    phase: 'Running',
    startTime: pod.status.startTime ?? now,
    hostIP: '10.99.0.11',
    podIPs: [{ ip: pod.status.podIP! }],
    conditions: conditions(pod, ready, now),
    containerStatuses: pod.spec.containers.map(container => ({
      ...containerStatus(container),
      imageID: imageIds[container.name],
      ready,
      started: true,
      state: { running: { startedAt: now } },
    })),
  };
}
