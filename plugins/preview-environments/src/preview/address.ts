import type { Preview } from '@previewenv/plugin-preview-environments-common';

/**
 * The text of an address that may become a link, or undefined.
 *
 * Addresses come from pull requests and definitions, that is from strangers: `javascript:` and the like must never be
 * clickable.
 */
export function webAddress(text: string | undefined): string | undefined {
  if (!text || !URL.canParse(text)) {
    return undefined;
  }
  return ['http:', 'https:'].includes(new URL(text).protocol)
    ? text
    : undefined;
}

/** Whether the preview's URL answers at present, with the newest commit or an older one. */
export function isAnswering(
  preview: Pick<Preview, 'phase' | 'liveSha'>,
): boolean {
  return preview.phase === 'ready' || preview.liveSha !== undefined;
}
