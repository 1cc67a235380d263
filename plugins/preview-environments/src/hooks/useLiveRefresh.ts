import { useCallback, useEffect, useRef, useState } from 'react';
import { type ChangeSignal, useSignals } from './useSignals';

/** Milliseconds between two looks when nothing calls for one: signals can be lost. */
export const SLOW_POLL = 60_000;

/** Milliseconds between two looks while something is about to change and no signal will tell. */
export const EAGER_POLL = 15_000;

/** Milliseconds within which several signals lead to one look. */
export const COALESCE = 300;

/**
 * Refreshes on signals that matter, when the browser tab comes back to the front, and by a poll as the fallback. A tab
 * in the background asks nothing.
 *
 * @param options.matters - memoized; without it every signal matters
 * @param options.unsettled - whether a change is expected soon
 */
export function useLiveRefresh(
  refresh: () => void,
  options: { matters?: (change: ChangeSignal) => boolean; unsettled?: boolean },
): void {
  const { matters, unsettled = false } = options;
  const pending = useRef<ReturnType<typeof setTimeout>>();
  // That the app has signals proves nothing: their connection may hang. One that arrived does.
  const [heard, setHeard] = useState(false);

  const onChange = useCallback(
    (change: ChangeSignal) => {
      setHeard(true);
      if (document.hidden || pending.current || matters?.(change) === false) {
        return;
      }
      pending.current = setTimeout(() => {
        pending.current = undefined;
        refresh();
      }, COALESCE);
    },
    [matters, refresh],
  );
  useSignals(onChange);

  useEffect(
    () => () => {
      clearTimeout(pending.current);
      pending.current = undefined;
    },
    [refresh],
  );

  const interval = unsettled && !heard ? EAGER_POLL : SLOW_POLL;
  useEffect(() => {
    const refreshInFront = () => {
      if (!document.hidden) {
        refresh();
      }
    };
    const timer = setInterval(refreshInFront, interval);
    document.addEventListener('visibilitychange', refreshInFront);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refreshInFront);
    };
  }, [refresh, interval]);
}
