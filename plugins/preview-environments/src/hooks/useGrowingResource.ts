import { useCallback, useEffect, useRef, useState } from 'react';
import { useResource } from './useResource';

/**
 * A list of which a person asks for more and more. The earlier part stays while the longer list is being read.
 *
 * @param read - memoized; reads the first `wanted` items
 * @param step - how many items come first, and with each call of `loadMore`
 */
export function useGrowingResource<T>(
  read: (wanted: number, signal: AbortSignal) => Promise<T>,
  step: number,
) {
  const wanted = useRef(step);
  const [loadingMore, setLoadingMore] = useState(false);

  const load = useCallback(
    (signal: AbortSignal) =>
      read(wanted.current, signal).finally(() => setLoadingMore(false)),
    [read],
  );
  useEffect(() => {
    wanted.current = step;
  }, [load, step]);

  const { resource, refresh } = useResource(load);
  const loadMore = useCallback(() => {
    wanted.current += step;
    setLoadingMore(true);
    refresh();
  }, [refresh, step]);

  return { resource, refresh, loadMore, loadingMore };
}
