/** After so many looks in a row that ended in the same unknown error only a person or a change is likely to help. */
export const patience = 10;

/** How often a parked preview is tried again without a hint. */
export const parkedMilliseconds = 30 * 60_000;

/** Whether two messages tell of the same error: ids, ports, times and counts in them may differ. */
export function isSameError(one: string, other: string): boolean {
  return withoutDetails(one) === withoutDetails(other);
}

function withoutDetails(message: string): string {
  return message
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '#')
    .replace(/\b[0-9a-f]*\d[0-9a-f]*\b/gi, '#');
}
