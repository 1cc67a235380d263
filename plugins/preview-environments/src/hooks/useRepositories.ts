import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { WatchedRepository } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsApiRef } from '../api';
import type { Resource } from './resource';
import { useLiveRefresh } from './useLiveRefresh';
import { useResource } from './useResource';

/** A repository is read by schedule and by webhook, not preview by preview. */
const noSignalMatters = () => false;

/** How the repositories of a component are watched, kept up to date. */
export function useRepositories(entityRef: string): {
  repositories: Resource<WatchedRepository[]>;
  refresh: () => void;
} {
  const api = useApi(previewEnvironmentsApiRef);
  const load = useCallback(
    async (signal: AbortSignal) => {
      const { items } = await api.listRepositories(entityRef, { signal });
      return items;
    },
    [api, entityRef],
  );
  const { resource, refresh } = useResource(load);
  useLiveRefresh(refresh, { matters: noSignalMatters });
  return { repositories: resource, refresh };
}
