import { parseDuration } from '@previewenv/plugin-preview-environments-common';
import { expiryOf, Mortal } from './rule';
import { ExpiryLimits } from './types';
import { inWords } from './words';

const usually = '1d';
const longest = 365 * 86_400_000;

/** The milliseconds of an extension as people write it, `2d`; a day when they say nothing. */
export function readExtension(
  by: string = usually,
): { milliseconds: number } | { problem: string } {
  const milliseconds = readDuration(by);
  return milliseconds !== undefined &&
    milliseconds > 0 &&
    milliseconds <= longest
    ? { milliseconds }
    : {
        problem: `An extension is a duration of at most ${inWords(
          longest,
        )}, for instance 12h or 2d.`,
      };
}

function readDuration(text: string): number | undefined {
  try {
    return parseDuration(text);
  } catch {
    // What is wrong with it does not matter: the problem says what is right.
    return undefined;
  }
}

/**
 * Until when a preview lives when it is extended: counted from its present end, or from now where that is past. Only an administrator
 * (`unbounded`) gets it beyond the age that the platform allows; for others it ends there, or is refused when nothing is gained.
 */
export function extend(
  life: Mortal,
  platform: ExpiryLimits,
  request: {
    byMilliseconds: number;
    unbounded: boolean;
    now: Date;
    /** The longest lease, of a preview that has one: it never ends later than that from now. */
    leaseMilliseconds?: number;
  },
): { until: Date } | { obstacle: string } {
  const { byMilliseconds, unbounded, now } = request;
  const present = expiryOf(life, platform)?.expiresAt.getTime() ?? 0;
  const wanted = Math.max(present, now.getTime()) + byMilliseconds;
  const ceiling =
    unbounded || platform.max === undefined
      ? Infinity
      : life.expiry.startedAt.getTime() + platform.max;
  const lease = now.getTime() + (request.leaseMilliseconds ?? Infinity);
  if (Math.min(wanted, lease) <= present) {
    return {
      obstacle: `Its lease can not be longer than ${inWords(
        request.leaseMilliseconds ?? 0,
      )} from now (previewEnvironments.branches.longest).`,
    };
  }
  const until = Math.min(wanted, ceiling, lease);
  return until > present && until > now.getTime()
    ? { until: new Date(until) }
    : {
        obstacle: `It may not get older than ${inWords(
          platform.max ?? 0,
        )} here (previewEnvironments.expiry.max). An administrator can extend it, and it can be kept.`,
      };
}
