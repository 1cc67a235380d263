import { useCallback, useRef } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  isSettled,
  type PreviewEnvironmentsApi,
  type PreviewQuery,
  type Preview,
} from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsApiRef } from '../api';
import { knownData, type Resource } from './resource';
import { useGrowingResource } from './useGrowingResource';
import { useLiveRefresh } from './useLiveRefresh';
import type { ChangeSignal } from './useSignals';

/** How many previews one click on "Load more" adds. */
const STEP = 25;

/** The most that the backend gives at once. */
const LARGEST_PAGE = 100;

export interface PreviewList {
  items: Preview[];
  hasMore: boolean;
}

export type PreviewFilter = Omit<PreviewQuery, 'limit' | 'cursor'>;

/**
 * The previews that match the filter, newest first, kept up to date.
 *
 * A refresh reads everything that is on the screen again, from the top: cursors of an earlier reading would skip what
 * has come since.
 */
export function usePreviews(filter: PreviewFilter): {
  previews: Resource<PreviewList>;
  refresh: () => void;
  loadMore: () => void;
  loadingMore: boolean;
} {
  const api = useApi(previewEnvironmentsApiRef);
  const question = JSON.stringify(filter);
  const read = useCallback(
    (wanted: number, signal: AbortSignal) =>
      readPreviews(api, JSON.parse(question), wanted, signal),
    [api, question],
  );
  const { resource, ...controls } = useGrowingResource(read, STEP);

  const { entityRef } = filter;
  const items = knownData(resource)?.items ?? [];
  const shownIds = useRef<string[]>([]);
  shownIds.current = items.map(({ id }) => id);
  const matters = useCallback(
    ({ ids, entityRefs }: ChangeSignal) =>
      !entityRef ||
      !entityRefs ||
      entityRefs.includes(entityRef) ||
      shownIds.current.some(id => ids?.includes(id)),
    [entityRef],
  );
  useLiveRefresh(controls.refresh, {
    matters,
    unsettled: items.some(({ phase }) => !isSettled(phase)),
  });

  return { previews: resource, ...controls };
}

async function readPreviews(
  api: PreviewEnvironmentsApi,
  filter: PreviewFilter,
  wanted: number,
  signal: AbortSignal,
): Promise<PreviewList> {
  const items: Preview[] = [];
  let cursor: string | undefined;
  do {
    const limit = Math.min(wanted - items.length, LARGEST_PAGE);
    const page = await api.listPreviews(
      { ...filter, limit, cursor },
      { signal },
    );
    items.push(...page.items);
    cursor = page.pageInfo.nextCursor;
  } while (cursor && items.length < wanted);
  return { items, hasMore: cursor !== undefined };
}
