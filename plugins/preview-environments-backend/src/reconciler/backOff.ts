const first = 1_000;
const longest = 5 * 60_000;

/** How long to wait after the n-th failure in a row: doubling up to five minutes, spread by up to a fifth so that failures don't march in step. */
export function backOffMilliseconds(
  attempts: number,
  random: () => number,
): number {
  const plain = Math.min(longest, first * 2 ** Math.min(attempts, 20));
  return Math.round(plain * (0.9 + 0.2 * random()));
}
