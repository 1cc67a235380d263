/** While a registry does not say for how long it wants to be left alone. */
const usualPauseMilliseconds = 60_000;
/** Docker Hub counts pulls over six hours, so that asking every minute would not help. */
const countedPauseMilliseconds = 5 * 60_000;
/** Nobody is believed for longer: a limit may be lifted, and an image be there meanwhile. */
const longestPauseMilliseconds = 15 * 60_000;
/** A number larger than that is a time, as Docker Hub writes it, and no duration. */
const longestDurationSeconds = 1_000_000_000;

/** Milliseconds for which whoever has answered with 429 is left alone. */
export function pauseAfterLimit(headers: Headers): number {
  return Math.min(
    retryAfter(headers) ??
      (headers.has('ratelimit-limit')
        ? countedPauseMilliseconds
        : usualPauseMilliseconds),
    longestPauseMilliseconds,
  );
}

/** What `Retry-After` says, in milliseconds: a duration or a time, which is held against the answer's own `Date`. */
export function retryAfter(headers: Headers): number | undefined {
  const text = headers.get('retry-after')?.trim();
  if (!text) return undefined;
  const seconds = Number(text);
  if (seconds > 0 && seconds < longestDurationSeconds) return seconds * 1000;
  const at = Number.isNaN(seconds) ? Date.parse(text) : seconds * 1000;
  const pause = at - Date.parse(headers.get('date') ?? '');
  return pause > 0 ? pause : undefined;
}
