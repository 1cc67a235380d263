import { ClosingDeadlines } from '../policy';
import { ClosingProgress, ClosingStep, PreviewRecord } from '../record';

/** What is stuck is tried again ever more seldom, at most after this. */
const longest = 5 * 60_000;

/** How far a removal is, measured against its deadlines. */
export interface Progress {
  closing: ClosingProgress;
  stuckSince: Date | undefined;
}

/**
 * The clock of a step starts when it is reached for the first time. What comes back later, or a cluster that is out of sight for
 * a while, gets no new deadline: else whatever flaps would never be late.
 */
export function progressOf(
  step: ClosingStep,
  options: {
    record: PreviewRecord;
    deadlines: ClosingDeadlines;
    order: ClosingStep[];
    now: Date;
  },
): Progress {
  const { record, deadlines, order, now } = options;
  const reached = record.closing;
  const closing =
    reached && order.indexOf(reached.step) >= order.indexOf(step)
      ? // What another clock wrote may lie ahead of ours.
        { ...reached, since: reached.since < now ? reached.since : now }
      : { step, since: now };
  const deadline =
    deadlineOf(closing.step, deadlines) ?? deadlineOf(step, deadlines);
  const late =
    deadline !== undefined &&
    now.getTime() - closing.since.getTime() >= deadline;
  return {
    closing,
    stuckSince: late ? record.stuckSince ?? now : undefined,
  };
}

/** Milliseconds until the next look: as the stage wants it, or a tenth of the time that has been waited already. */
export function lookAgainAfter(
  after: number,
  { closing, stuckSince }: Progress,
  now: Date,
): number {
  if (!stuckSince) return after;
  const waited = now.getTime() - closing.since.getTime();
  return Math.max(after, Math.min(longest, waited / 10));
}

/** The other steps end by the clock, or by a deadline of their own. */
function deadlineOf(
  step: ClosingStep,
  { routes, applications, namespace }: ClosingDeadlines,
): number | undefined {
  switch (step) {
    case 'mesh':
    case 'routes':
      return routes;
    case 'clusters':
    case 'deployments':
      return applications;
    case 'workspaces':
      return namespace;
    default:
      return undefined;
  }
}
