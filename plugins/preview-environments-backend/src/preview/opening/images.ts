import { ImageStatus } from '../facts';
import { BuildProgress, dueBuilds, progressOf } from './builds';
import {
  Halt,
  minutes,
  sameHead,
  seldom,
  Situation,
  sometimes,
  soon,
  Stage,
} from './stage';

/** An image that is not there, or that can't be deployed. */
interface Awaited {
  /** With its tag. */
  name: string;
  status: Exclude<ImageStatus, { state: 'found' }>;
  waitMilliseconds: number;
  build: BuildProgress;
}

/** The commit's images exist before anything of it is deployed; meanwhile the commit before stays. */
export const images: Stage = {
  steps: () => [],
  halt: situation => {
    const awaited = awaitedImages(situation);
    if (awaited.length === 0) return undefined;
    const { observed, record, now } = situation;
    const since = sameHead(record, observed)
      ? record?.steps.awaitingImageSince ?? now
      : now;
    const waited = now.getTime() - since.getTime();
    const waits = (one: Awaited) => waited < one.waitMilliseconds;
    const common = {
      blockedBy: awaited.map(({ name }) => name),
      runUrl: runUrlOf(awaited),
      steps: dueBuilds(situation, awaited.some(waits)),
      stepTimes: { awaitingImageSince: since },
    };
    return {
      ...common,
      ...(notBuilt(awaited, awaited.some(waits)) ??
        overdue(awaited.filter(one => !waits(one))) ?? {
          phase: 'awaiting-image',
          reason: waitingFor(awaited),
          after: imageLookInterval(waited),
        }),
    };
  },
};

function awaitedImages(situation: Situation): Awaited[] {
  const { observed, desired } = situation;
  return desired.components.flatMap(component =>
    component.images.flatMap(({ image, waitMilliseconds, build }, index) => {
      const status = observed.componentFacts[component.name].images[index];
      if (status.state === 'found') return [];
      const name = `${image.name}:${image.tag}`;
      const progress = progressOf(situation, build);
      return [{ name, status, waitMilliseconds, build: progress }];
    }),
  );
}

/** The run that says most: one that has failed, else any. */
function runUrlOf(awaited: Awaited[]): string | undefined {
  const builds = awaited.map(({ build }) => build);
  return [...builds.filter(({ failed }) => failed), ...builds].find(
    ({ runUrl }) => runUrl,
  )?.runUrl;
}

function notBuilt(
  awaited: Awaited[],
  waits: boolean,
): Pick<Halt, 'phase' | 'reason' | 'failing' | 'after'> | undefined {
  const failed = awaited.flatMap(({ name, build }) =>
    build.failed ? [`${name} was not built: ${build.failed}`] : [],
  );
  if (failed.length === 0) return undefined;
  return {
    phase: 'failed',
    reason: failed.join(' '),
    failing: true,
    // A run that is repeated lifts it.
    after: waits ? sometimes : seldom,
  };
}

function overdue(
  awaited: Awaited[],
): Pick<Halt, 'phase' | 'reason' | 'failing' | 'after'> | undefined {
  if (awaited.length === 0) return undefined;
  const missed = awaited.map(
    ({ name, status, waitMilliseconds, build }) =>
      `${name} ${
        status.state === 'unfit' ? 'could not be deployed' : 'was not there'
      } after ${minutes(waitMilliseconds)}${lastAnswer(status)}${build.note}.`,
  );
  const isMissing = awaited.some(({ status }) => status.state !== 'unfit');
  return {
    phase: 'failed',
    reason: [...missed, ...(isMissing ? ['Has its build failed?'] : [])].join(
      ' ',
    ),
    failing: true,
    after: seldom,
  };
}

function waitingFor(awaited: Awaited[]): string {
  return `Waiting for ${awaited
    .map(
      ({ name, status, build }) =>
        // That it is not there yet goes without saying.
        `${name}${status.state === 'missing' ? '' : lastAnswer(status)}${
          build.note
        }`,
    )
    .join(' and ')}`;
}

function lastAnswer(status: Awaited['status']): string {
  const answer = status.state === 'missing' ? status.answer : status.reason;
  return answer ? ` (${answer})` : '';
}

/** Often at first, when a build is likely to end, then ever more seldom; at most every half minute. */
function imageLookInterval(waitedMilliseconds: number): number {
  return Math.min(sometimes, Math.max(soon, waitedMilliseconds / 10));
}
