import { useCallback, useEffect, useRef, useState } from 'react';
import { afterFailure, asError, type Resource } from './resource';

type Load<T> = (signal: AbortSignal) => Promise<T>;

const loading = { status: 'loading' } as const;

/**
 * Asks with `load`, and again on each `refresh`, while the earlier answer stays.
 *
 * Another `load` is another question: it starts from nothing, so it has to be memoized. A refresh that comes while an
 * answer is under way leads to exactly one more question after it, because the answer may be older than the reason for
 * the refresh.
 */
export function useResource<T>(load: Load<T>): {
  resource: Resource<T>;
  refresh: () => void;
} {
  const [known, setKnown] = useState<{ load: Load<T>; resource: Resource<T> }>({
    load,
    resource: loading,
  });
  const ask = useRef<() => void>(() => {});

  useEffect(() => {
    const ended = new AbortController();
    let underWay = false;
    let askedAgain = false;

    const settle = (next: (before: Resource<T>) => Resource<T>) => {
      if (!ended.signal.aborted) {
        setKnown(before => ({
          load,
          resource: next(before.load === load ? before.resource : loading),
        }));
      }
    };

    const run = async () => {
      if (underWay) {
        askedAgain = true;
        return;
      }
      underWay = true;
      do {
        askedAgain = false;
        try {
          const data = await load(ended.signal);
          settle(() => ({ status: 'loaded', data }));
        } catch (error) {
          settle(before => afterFailure(before, asError(error)));
        }
      } while (askedAgain && !ended.signal.aborted);
      underWay = false;
    };

    ask.current = run;
    run();
    return () => ended.abort();
  }, [load]);

  const refresh = useCallback(() => ask.current(), []);
  return {
    // The effect that asks the new question runs after this render.
    resource: known.load === load ? known.resource : loading,
    refresh,
  };
}
