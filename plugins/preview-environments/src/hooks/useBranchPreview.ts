import { useCallback, useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { previewEnvironmentsApiRef } from '../api';
import { previewEnvironmentsTranslationRef } from '../translations';
import { asError } from './resource';
import { useOutcomes } from './useOutcomes';

/** Asks the backend for the preview of a branch. What it says against it is for the form, so that nothing has to be written twice. */
export function useBranchPreview(entityRef: string): {
  /** Whether it was accepted. */
  ask: (branch: string, ttl: string) => Promise<boolean>;
  busy: boolean;
  problem: string | undefined;
  forget: () => void;
} {
  const api = useApi(previewEnvironmentsApiRef);
  const outcomes = useOutcomes();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const ask = useCallback(
    async (branch: string, ttl: string) => {
      setBusy(true);
      setProblem(undefined);
      try {
        const { id } = await api.createPreview({ entityRef, branch, ttl });
        outcomes.succeeded(t('branch.asked', { id }));
        return true;
      } catch (error) {
        setProblem(asError(error).message);
        return false;
      } finally {
        setBusy(false);
      }
    },
    [api, entityRef, outcomes, t],
  );
  const forget = useCallback(() => setProblem(undefined), []);
  return { ask, busy, problem, forget };
}
