import { useCallback, useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Sweep } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsApiRef } from '../api';
import { previewEnvironmentsTranslationRef } from '../translations';
import {
  type ForAdministrators,
  useForAdministrators,
} from './useForAdministrators';
import { useOutcomes } from './useOutcomes';

/** How the comparison of code hosts, store and clusters is doing, and what it holds back. */
export function useSweep(): {
  sweep: ForAdministrators<Sweep>;
  refresh: () => void;
} {
  const api = useApi(previewEnvironmentsApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.getSweep({ signal }),
    [api],
  );
  const { resource, refresh } = useForAdministrators(load);
  return { sweep: resource, refresh };
}

/** Lets the removals go on that are held back, and says so. */
export function useSweepRelease(onDone: () => void): {
  release: () => Promise<void>;
  running: boolean;
} {
  const api = useApi(previewEnvironmentsApiRef);
  const outcomes = useOutcomes();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const [running, setRunning] = useState(false);

  const release = useCallback(async () => {
    setRunning(true);
    try {
      await api.releaseSweep();
      outcomes.succeeded(t('sweep.releaseDone'));
    } catch (error) {
      outcomes.failed(t('sweep.releaseFailed'), error);
    }
    setRunning(false);
    onDone();
  }, [api, outcomes, t, onDone]);
  return { release, running };
}
