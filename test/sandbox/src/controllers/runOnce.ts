import { Pod } from './kinds';

/** How a program that runs once ends. */
export type Ending = 'succeeds' | 'fails' | 'hangs';

/** As on the cluster kit: a part of the image's name that begins so decides, `acme/tools:failing-1`. */
const endings: [RegExp, Ending][] = [
  [/(^|[/:])failing/, 'fails'],
  [/(^|[/:])hanging/, 'hangs'],
];

/** Whether the pod's containers are to end by themselves and not to be started again. */
export function runsOnce({ spec }: Pod): boolean {
  return spec.restartPolicy === 'Never';
}

/** Whether they have ended. */
export function isOver({ status }: Pod): boolean {
  return status.phase === 'Succeeded' || status.phase === 'Failed';
}

/** When they have, in milliseconds since 1970. */
export function endedAt({ status }: Pod): number {
  return Math.max(
    ...(status.containerStatuses ?? []).map(({ state }) =>
      Date.parse(state.terminated?.finishedAt ?? ''),
    ),
  );
}

export function endingOf({ spec }: Pod): Ending {
  const found = endings.find(([pattern]) =>
    spec.containers.some(({ image }) => pattern.test(image)),
  );
  return found?.[1] ?? 'succeeds';
}

/** What the log of such a program says. */
export function linesOf({ spec }: Pod, ending: Ending): string[] {
  const last = {
    succeeds: 'done',
    fails: 'failed: exit code 1',
    hangs: 'waiting …',
  };
  return spec.containers.flatMap(({ name, image, command, args }) => [
    `${name}: ${[...(command ?? [image]), ...(args ?? [])].join(' ')}`,
    `${name}: ${last[ending]}`,
  ]);
}
