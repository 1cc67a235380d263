import { WriteLimits } from './codeHostMemory';

const minute = 60_000;
const hour = 60 * minute;

/**
 * Which of the writes at these times, oldest first, still count at `now`, and the milliseconds until there is room for another one: 0 when
 * there is.
 */
export function writeWindow(
  times: number[],
  { perMinute, perHour }: WriteLimits,
  now: number,
): { counted: number[]; pause: number } {
  const counted = times.filter(at => at > now - hour && at <= now);
  const ofMinute = counted.filter(at => at > now - minute);
  const pause = Math.max(
    untilRoom(counted, perHour, hour, now),
    untilRoom(ofMinute, perMinute, minute, now),
  );
  return { counted, pause };
}

/** Times are in order: there is room when the one that fills the window has left it. */
function untilRoom(
  times: number[],
  most: number,
  window: number,
  now: number,
): number {
  const filling = times[times.length - most];
  return filling === undefined ? 0 : filling + window - now;
}
