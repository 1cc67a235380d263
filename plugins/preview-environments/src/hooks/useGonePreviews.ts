import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { mayReturn } from '../preview/gone';
import { knownData, type Resource } from './resource';
import { type PreviewList, usePreviews } from './usePreviews';

/**
 * The previews of a component that are gone, as far as they are remembered, newest first.
 *
 * @param present - those that are there: one that has come back since the other list was read isn't gone
 */
export function useGonePreviews(
  entityRef: string,
  present: Resource<PreviewList>,
): {
  gone: Resource<PreviewList>;
  /** Those that a click brings back. */
  returnable: Preview[];
  refresh: () => void;
} {
  const { previews: gone, refresh } = usePreviews({
    entityRef,
    phase: ['gone'],
  });
  const back = new Set(knownData(present)?.items.map(({ id }) => id));
  const returnable = (knownData(gone)?.items ?? []).filter(
    preview => mayReturn(preview) && !back.has(preview.id),
  );
  return { gone, returnable, refresh };
}
