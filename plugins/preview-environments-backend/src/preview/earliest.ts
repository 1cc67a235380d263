/** The shorter of two waits, in milliseconds; undefined waits for nothing. */
export function earliest(
  one: number | undefined,
  other: number | undefined,
): number | undefined {
  if (one === undefined) return other;
  return other === undefined ? one : Math.min(one, other);
}
