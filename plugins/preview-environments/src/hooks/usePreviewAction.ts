import { useCallback, useState } from 'react';
import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import type { PreviewAction } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsApiRef } from '../api';
import { previewEnvironmentsTranslationRef } from '../translations';
import { asError } from './resource';

type ActionName = PreviewAction['name'];

/** Milliseconds for which a success is shown; a failure stays until it is dismissed. */
const SUCCESS_SHOWN = 5_000;

/** Asks the backend for an action and says what came of the asking. */
export function usePreviewAction(
  id: string,
  onDone: () => void,
): { run: (action: ActionName) => Promise<void>; running?: ActionName } {
  const api = useApi(previewEnvironmentsApiRef);
  const toasts = useApi(toastApiRef);
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const [running, setRunning] = useState<ActionName>();

  const run = useCallback(
    async (action: ActionName) => {
      setRunning(action);
      try {
        await (action === 'redeploy'
          ? api.redeployPreview(id)
          : api.deletePreview(id));
        toasts.post({
          title: t(`action.${action}Asked`, { id }),
          timeout: SUCCESS_SHOWN,
        });
      } catch (error) {
        toasts.post({
          title: t(`action.${action}Failed`, { id }),
          description: asError(error).message,
          status: 'danger',
        });
      }
      setRunning(undefined);
      onDone();
    },
    [api, toasts, t, id, onDone],
  );
  return { run, running };
}
