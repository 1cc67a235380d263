import { PreviewRecord } from '../preview';

/** What came to its end in one look, in seconds. */
export interface Durations {
  /** From the first look at what wants a preview to its first proven answer. */
  openToReady: number | undefined;
  /** From the end that GitHub tells, or the begin of the removal where there is none, to the last object gone. */
  closeToGone: number | undefined;
}

/** Pure: each life of a preview is counted once. */
export function durationsOf(
  before: PreviewRecord | undefined,
  after: PreviewRecord,
): Durations {
  const readyBefore =
    before?.generation === after.generation ? before.readyAt : undefined;
  const ends = after.phase === 'gone' && before && before.phase !== 'gone';
  return {
    openToReady:
      after.readyAt && !readyBefore
        ? seconds(after.createdAt, after.readyAt)
        : undefined,
    closeToGone: ends
      ? seconds(after.closedAt ?? before.phaseSince, after.phaseSince)
      : undefined,
  };
}

/** GitHub's clock is not ours. */
function seconds(from: Date, to: Date): number {
  return Math.max(0, (to.getTime() - from.getTime()) / 1_000);
}
