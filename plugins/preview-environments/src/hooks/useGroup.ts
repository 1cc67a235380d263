import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { PreviewGroupMember } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsApiRef } from '../api';
import type { Resource } from './resource';
import { useConcerns } from './useConcerns';
import { useLiveRefresh } from './useLiveRefresh';
import { useResource } from './useResource';

/** The pull requests that a preview's own is linked to; none for most. */
export function useGroup(id: string): {
  group: Resource<PreviewGroupMember[]>;
  refresh: () => void;
} {
  const api = useApi(previewEnvironmentsApiRef);
  const load = useCallback(
    async (signal: AbortSignal) => {
      const { group = [] } = await api.getPreview(id, { signal });
      return group;
    },
    [api, id],
  );
  const { resource, refresh } = useResource(load);
  useLiveRefresh(refresh, { matters: useConcerns(id) });
  return { group: resource, refresh };
}
