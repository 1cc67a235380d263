import { useCallback, useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  PreviewAction,
  PreviewEnvironmentsApi,
} from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsApiRef } from '../api';
import { previewEnvironmentsTranslationRef } from '../translations';
import { useOutcomes } from './useOutcomes';

/** Giving a removal up is another kind of question: its answer says what it costs. */
export type AskedAction = Exclude<PreviewAction['name'], 'release'>;

/** What some actions need to know besides. */
export interface ActionDetails {
  /** Of an extension. */
  by?: string;
  /** Of an approval: the commit that was shown. */
  headSha?: string;
}

type Ask = (
  api: PreviewEnvironmentsApi,
  id: string,
  details: ActionDetails,
) => Promise<unknown>;

const asks: Record<AskedAction, Ask> = {
  approve: (api, id, { headSha = '' }) => api.approvePreview(id, { headSha }),
  redeploy: (api, id) => api.redeployPreview(id),
  delete: (api, id) => api.deletePreview(id),
  extend: (api, id, { by }) => api.extendPreview(id, by ? { by } : undefined),
  keep: (api, id) => api.keepPreview(id),
  unkeep: (api, id) => api.unkeepPreview(id),
  sleep: (api, id) => api.sleepPreview(id),
  wake: (api, id) => api.wakePreview(id),
};

/** Asks the backend for an action and says what came of the asking. */
export function usePreviewAction(
  id: string,
  onDone: () => void,
): {
  run: (action: AskedAction, details?: ActionDetails) => Promise<void>;
  running?: AskedAction;
} {
  const api = useApi(previewEnvironmentsApiRef);
  const outcomes = useOutcomes();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const [running, setRunning] = useState<AskedAction>();

  const run = useCallback(
    async (action: AskedAction, details: ActionDetails = {}) => {
      setRunning(action);
      try {
        await asks[action](api, id, details);
        outcomes.succeeded(t(`action.${action}Asked`, { id }));
      } catch (error) {
        outcomes.failed(t(`action.${action}Failed`, { id }), error);
      }
      setRunning(undefined);
      onDone();
    },
    [api, outcomes, t, id, onDone],
  );
  return { run, running };
}
