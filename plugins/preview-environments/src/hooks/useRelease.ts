import { useCallback, useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ClusterObject } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsApiRef } from '../api';
import { previewEnvironmentsTranslationRef } from '../translations';
import type { Resource } from './resource';
import { useOutcomes } from './useOutcomes';
import { useResource } from './useResource';

/** What would be left in the cluster if the removal of a preview was given up now. Nothing is given up by asking. */
export function useAbandoned(id: string): {
  abandoned: Resource<ClusterObject[]>;
  refresh: () => void;
} {
  const api = useApi(previewEnvironmentsApiRef);
  const load = useCallback(
    async (signal: AbortSignal) => {
      const answer = await api.releasePreview(id, { dryRun: true }, { signal });
      return answer.abandons;
    },
    [api, id],
  );
  const { resource, refresh } = useResource(load);
  return { abandoned: resource, refresh };
}

/** Gives up on the removal of a preview and says what was left behind. */
export function useRelease(
  id: string,
  onDone: () => void,
): { release: () => Promise<void>; running: boolean } {
  const api = useApi(previewEnvironmentsApiRef);
  const outcomes = useOutcomes();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const [running, setRunning] = useState(false);

  const release = useCallback(async () => {
    setRunning(true);
    try {
      const { abandons } = await api.releasePreview(id);
      outcomes.succeeded(t('release.done', { id, count: abandons.length }));
    } catch (error) {
      outcomes.failed(t('release.doneFailed', { id }), error);
    }
    setRunning(false);
    onDone();
  }, [api, outcomes, t, id, onDone]);
  return { release, running };
}
