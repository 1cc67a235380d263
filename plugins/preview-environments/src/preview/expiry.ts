import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { isLeaving } from './phases';

/** Milliseconds before the end from which on it is shown as close, as the comment on the pull request does by default. */
const CLOSE = 24 * 60 * 60_000;

/** The share of a life that counts as its end, because a life of hours would be close to its end all the time. */
const LAST_PART = 1 / 4;

/** How far the end of a preview is: not in sight, to be warned of, or reached, and the backend is about to act upon it. */
export type Nearness = 'far' | 'close' | 'reached';

/** Undefined when the preview doesn't expire, is kept or is leaving anyway. */
export function nearnessOfEnd(
  preview: Pick<Preview, 'createdAt' | 'expiresAt' | 'kept' | 'phase'>,
  now: number,
): Nearness | undefined {
  const { createdAt, expiresAt, kept } = preview;
  if (!expiresAt || kept || isLeaving(preview)) {
    return undefined;
  }
  const end = Date.parse(expiresAt);
  const lastPart = (end - Date.parse(createdAt)) * LAST_PART;
  if (end <= now) {
    return 'reached';
  }
  return end - now <= Math.min(CLOSE, lastPart) ? 'close' : 'far';
}
