import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  HistoryEntry,
  PreviewEnvironmentsApi,
} from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsApiRef } from '../api';
import type { Resource } from './resource';
import { useGrowingResource } from './useGrowingResource';
import { useLiveRefresh } from './useLiveRefresh';
import { useConcerns } from './useConcerns';

/** How many entries are shown at first, and added by "Show older". */
const STEP = 20;

/** The most that the backend gives at once. */
const LARGEST_PAGE = 200;

/** What happened to a preview, newest first, and whether older entries were left out. */
export interface PreviewHistory {
  entries: HistoryEntry[];
  hasMore: boolean;
}

export function usePreviewHistory(id: string): {
  history: Resource<PreviewHistory>;
  refresh: () => void;
  loadMore: () => void;
  loadingMore: boolean;
} {
  const api = useApi(previewEnvironmentsApiRef);
  const read = useCallback(
    (wanted: number, signal: AbortSignal) =>
      readHistory(api, id, wanted, signal),
    [api, id],
  );
  const { resource, ...controls } = useGrowingResource(read, STEP);
  useLiveRefresh(controls.refresh, { matters: useConcerns(id) });
  return { history: resource, ...controls };
}

async function readHistory(
  api: PreviewEnvironmentsApi,
  id: string,
  wanted: number,
  signal: AbortSignal,
): Promise<PreviewHistory> {
  const entries: HistoryEntry[] = [];
  let cursor: string | undefined;
  do {
    const limit = Math.min(wanted - entries.length, LARGEST_PAGE);
    const page = await api.getPreviewHistory(id, { limit, cursor }, { signal });
    entries.push(...page.items);
    cursor = page.pageInfo.nextCursor;
  } while (cursor && entries.length < wanted);
  return { entries, hasMore: cursor !== undefined };
}
