import {
  isRefused,
  isWaiting,
} from '@previewenv/plugin-preview-environments-node';
import { LookFailure } from '../store/types';
import { backOffMilliseconds } from './backOff';

/** Somebody else looks at the preview now: whatever this look would still do is theirs to do. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';

  constructor() {
    super('The lease was lost during the look');
  }
}

/** Only a person or a change can help, and that comes with a hint. */
const refusedMilliseconds = 5 * 60_000;

/** What an error that ended a look means for the next one: known troubles pass by themselves; unknown ones are tried again ever more seldom, and counted. */
export function failureOf(
  error: unknown,
  attempts: number,
  random: () => number,
): LookFailure {
  const message = error instanceof Error ? error.message : String(error);
  const backOff = backOffMilliseconds(attempts, random);
  if (isWaiting(error)) {
    const retryAfterMilliseconds = error.afterMilliseconds ?? backOff;
    return { message, retryAfterMilliseconds, unknown: false };
  }
  if (isRefused(error)) {
    const retryAfterMilliseconds = refusedMilliseconds;
    return { message, retryAfterMilliseconds, unknown: false };
  }
  return { message, retryAfterMilliseconds: backOff, unknown: true };
}
