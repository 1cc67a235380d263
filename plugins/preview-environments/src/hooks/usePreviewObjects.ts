import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { ClusterObject } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsApiRef } from '../api';
import type { Resource } from './resource';
import { useConcerns } from './useConcerns';
import { useLiveRefresh } from './useLiveRefresh';
import { useResource } from './useResource';

/** The objects that were made for a preview, in the order in which they are made. */
export function usePreviewObjects(id: string): {
  objects: Resource<ClusterObject[]>;
  refresh: () => void;
} {
  const api = useApi(previewEnvironmentsApiRef);
  const load = useCallback(
    async (signal: AbortSignal) => {
      const { items } = await api.getPreviewObjects(id, { signal });
      return items;
    },
    [api, id],
  );
  const { resource, refresh } = useResource(load);
  useLiveRefresh(refresh, { matters: useConcerns(id) });
  return { objects: resource, refresh };
}
