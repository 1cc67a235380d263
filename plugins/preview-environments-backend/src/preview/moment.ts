/** A time for people, to the minute, in the one time zone that all of them can convert from: `2026-03-01 12:00 UTC`. */
export function moment(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
