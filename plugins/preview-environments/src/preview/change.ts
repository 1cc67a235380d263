import type { Preview } from '@previewenv/plugin-preview-environments-common';

/** A pull request or a merge request, by its number. */
type Change = Pick<Preview['pullRequest'], 'number' | 'kind'>;

/** As its code host writes it: `#42` or `!42`. */
export function referenceOf({ number, kind }: Change): string {
  return kind === 'merge-request' ? `!${number}` : `#${number}`;
}
