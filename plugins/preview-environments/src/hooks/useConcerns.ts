import { useCallback } from 'react';
import type { ChangeSignal } from './useSignals';

/** Tells whether a signal is about this preview; one that names none may be about any. */
export function useConcerns(id: string): (change: ChangeSignal) => boolean {
  return useCallback(
    (change: ChangeSignal) => !change.ids || change.ids.includes(id),
    [id],
  );
}
