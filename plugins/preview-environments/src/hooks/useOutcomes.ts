import { useMemo } from 'react';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { asError } from './resource';

/** Milliseconds for which a success is shown; a failure stays until it is dismissed. */
const SUCCESS_SHOWN = 5_000;

/** Tells a person what came of what they asked for. */
export interface Outcomes {
  succeeded(title: string): void;
  failed(title: string, thrown: unknown): void;
}

export function useOutcomes(): Outcomes {
  const toasts = useApi(toastApiRef);
  return useMemo(
    () => ({
      succeeded: title => {
        toasts.post({ title, timeout: SUCCESS_SHOWN });
      },
      failed: (title, thrown) => {
        toasts.post({
          title,
          description: asError(thrown).message,
          status: 'danger',
        });
      },
    }),
    [toasts],
  );
}
