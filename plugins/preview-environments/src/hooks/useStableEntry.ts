import { useCallback, useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { previewEnvironmentsApiRef } from '../api';
import { webAddress } from '../preview/address';
import { previewEnvironmentsTranslationRef } from '../translations';
import { useOutcomes } from './useOutcomes';

/**
 * Opens a preview on a host of the shared environment, in a window of its own. The link that leads there is asked for now and put
 * nowhere else: whoever has it can follow it.
 */
export function useStableEntry(id: string): {
  enter: (host: string) => Promise<void>;
  running: boolean;
} {
  const api = useApi(previewEnvironmentsApiRef);
  const outcomes = useOutcomes();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const [running, setRunning] = useState(false);

  const enter = useCallback(
    async (host: string) => {
      // Browsers let only the click itself open a window, so that it is there before the link is.
      const opened = window.open('', '_blank');
      const failed = (error: unknown) =>
        outcomes.failed(t('entry.failed', { id, host }), error);
      if (!opened) {
        failed(new Error(t('entry.blocked')));
        return;
      }
      opened.opener = null;
      setRunning(true);
      try {
        const { url } = await api.makeEntryLink(id, { host });
        const address = webAddress(url);
        if (!address) throw new Error(t('entry.noAddress'));
        opened.location.replace(address);
      } catch (error) {
        opened.close();
        failed(error);
      }
      setRunning(false);
    },
    [api, outcomes, t, id],
  );
  return { enter, running };
}
