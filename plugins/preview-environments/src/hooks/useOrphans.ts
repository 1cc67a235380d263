import { useCallback, useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Orphan } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsApiRef } from '../api';
import { previewEnvironmentsTranslationRef } from '../translations';
import {
  type ForAdministrators,
  useForAdministrators,
} from './useForAdministrators';
import { useOutcomes } from './useOutcomes';

/** What is left over in the clusters, oldest first. */
export function useOrphans(): {
  orphans: ForAdministrators<Orphan[]>;
  refresh: () => void;
} {
  const api = useApi(previewEnvironmentsApiRef);
  const load = useCallback(
    async (signal: AbortSignal) => (await api.listOrphans({ signal })).items,
    [api],
  );
  const { resource, refresh } = useForAdministrators(load);
  return { orphans: resource, refresh };
}

/** Leaves an orphan to others, and says so. */
export function useOrphanRelease(onDone: () => void): {
  release: (id: string) => Promise<void>;
  /** The orphan that is being given up. */
  running?: string;
} {
  const api = useApi(previewEnvironmentsApiRef);
  const outcomes = useOutcomes();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const [running, setRunning] = useState<string>();

  const release = useCallback(
    async (id: string) => {
      setRunning(id);
      try {
        await api.releaseOrphan(id);
        outcomes.succeeded(t('orphanRelease.done', { id }));
      } catch (error) {
        outcomes.failed(t('orphanRelease.failed', { id }), error);
      }
      setRunning(undefined);
      onDone();
    },
    [api, outcomes, t, onDone],
  );
  return { release, running };
}
