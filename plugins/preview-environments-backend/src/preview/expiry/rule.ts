import { Phase } from '@previewenv/plugin-preview-environments-common';
import { PreviewRecord } from '../record';
import { strictest } from './limits';
import { Expiry, ExpiryLimits } from './types';
import { inWords } from './words';

/** The parts of a record that its end follows from. */
export type Mortal = Pick<
  PreviewRecord,
  'phase' | 'kept' | 'expiry' | 'request'
>;

/** The longest notice before the end; a short life has a quarter of itself. */
const longestNotice = 24 * 3_600_000;

/** What uses nothing has no end of its own, and what goes already needs none. */
const endlessPhases: readonly Phase[] = [
  'awaiting-approval',
  'queued',
  'terminating',
  'gone',
];

interface End {
  from: Date;
  at: Date;
  because: string;
}

type Clock = (
  life: Mortal,
  limits: ExpiryLimits,
) => { from: Date; limit: number; because: string } | undefined;

const age: Clock = ({ expiry }, { max }) =>
  max === undefined
    ? undefined
    : { from: expiry.startedAt, limit: max, because: `${inWords(max)} old` };

const idleness: Clock = ({ expiry }, { idle }) =>
  idle === undefined
    ? undefined
    : {
        from: later(expiry.startedAt, expiry.activeAt),
        limit: idle,
        because: `idle for ${inWords(idle)}`,
      };

/**
 * What has become ready again may only be between two crashes: how long it has been failing is remembered, but does not count. What sleeps
 * can't fail.
 */
const failure: Clock = ({ phase, expiry }, { failed }) =>
  failed === undefined ||
  !expiry.failingSince ||
  phase === 'ready' ||
  phase === 'asleep'
    ? undefined
    : {
        from: expiry.failingSince,
        limit: failed,
        because: `failing for ${inWords(failed)}`,
      };

/** When the preview goes, by its own limits and those of the platform; undefined when it does not. */
export function expiryOf(
  life: Mortal,
  platform: ExpiryLimits,
  clocks: Clock[] = [age, idleness, failure],
): Expiry | undefined {
  const unlimited = life.kept || endlessPhases.includes(life.phase);
  const limits = strictest([life.expiry.asked, platform]);
  const limited = (unlimited ? [] : clocks).flatMap((clock): End[] => {
    const end = clock(life, limits);
    return end
      ? [{ ...end, at: new Date(end.from.getTime() + end.limit) }]
      : [];
  });
  const ends = [...limited, ...leaseOf(life)];
  if (ends.length === 0) return undefined;
  const first = ends.reduce((one, other) => (other.at < one.at ? other : one));
  const { extension } = life.expiry;
  return extension && extension.until > first.at
    ? {
        ...announced(extension.at, extension.until),
        because: first.because,
        extendedBy: extension.requestedBy,
      }
    : {
        ...announced(first.from, first.at),
        because: first.because,
        extendedBy: undefined,
      };
}

/** A lease runs from the request on, whatever becomes of the preview meanwhile: nothing else would ever end it. */
function leaseOf({ phase, request }: Mortal): End[] {
  return request?.until && phase !== 'terminating' && phase !== 'gone'
    ? [{ from: request.at, at: request.until, because: 'its lease is over' }]
    : [];
}

/** The end of a preview whose pull request can't be read: whether anybody works on it is not known, how old it is is (rule 7.21). */
export function expiryOfUnreadable(
  life: Mortal,
  platform: ExpiryLimits,
): Expiry | undefined {
  return expiryOf(life, platform, [age]);
}

export function waitsForLeave(phase: Phase): boolean {
  return phase === 'awaiting-approval' || phase === 'queued';
}

function announced(from: Date, expiresAt: Date) {
  const notice = Math.min(
    longestNotice,
    Math.max(0, expiresAt.getTime() - from.getTime()) / 4,
  );
  return { expiresAt, warnAt: new Date(expiresAt.getTime() - notice) };
}

function later(one: Date, other: Date | undefined): Date {
  return other && other > one ? other : one;
}
