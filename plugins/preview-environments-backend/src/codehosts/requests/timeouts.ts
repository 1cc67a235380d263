/** How long a read may take when nothing else is said. */
export const usualTimeoutMilliseconds = 15_000;
/** Writes are given less time than reads: the shortest lease has to have some left for them after a look. */
const mostForWrite = 10_000;

/** How long a write may take where a read may take so long. */
export function timeoutOfWrite(timeoutMilliseconds: number): number {
  return Math.min(timeoutMilliseconds, mostForWrite);
}
