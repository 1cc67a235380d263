/** Steps that follow each other quickly share one edit (design decision 11). */
const coalesceMilliseconds = 10_000;
/** What stays is told at once, but no more often than this many times within the window, however often it changes. */
const mostOfSettled = 3;
const settledWindowMilliseconds = 30_000;

/** How many times have to be remembered for `pauseBeforeTelling`. */
export const mostTriesRemembered = mostOfSettled;

/**
 * Milliseconds until the next thing may be told, 0 when it may be now. Whatever a preview does, it is told at most ten times in a minute:
 * GitHub lets an installation write 80 times, for all previews together.
 */
export function pauseBeforeTelling(
  triedAt: Date[],
  settled: boolean,
  now: Date,
): number {
  const bounding = settled
    ? triedAt[triedAt.length - mostOfSettled]
    : triedAt[triedAt.length - 1];
  if (!bounding) return 0;
  const window = settled ? settledWindowMilliseconds : coalesceMilliseconds;
  const since = now.getTime() - bounding.getTime();
  // A clock that was set back must not silence us for as long; those of replicas differ by less.
  if (since < -window) return 0;
  return Math.max(0, window - Math.max(0, since));
}
