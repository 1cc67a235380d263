import { isForbidden, type Resource } from './resource';
import { useLiveRefresh } from './useLiveRefresh';
import { useResource } from './useResource';

/** What only administrators are told: others are not even told that there is something. */
export type ForAdministrators<T> = Resource<T> | { status: 'hidden' };

/** Signals are about previews; what administrators look after is read by schedule. */
const noSignalMatters = () => false;

const doNothing = () => {};

/**
 * Asks with `load`, and again from time to time unless the backend says that it's not for this person.
 *
 * @param load - memoized
 */
export function useForAdministrators<T>(
  load: (signal: AbortSignal) => Promise<T>,
): { resource: ForAdministrators<T>; refresh: () => void } {
  const { resource, refresh } = useResource(load);
  const hidden = 'error' in resource && isForbidden(resource.error);
  useLiveRefresh(hidden ? doNothing : refresh, { matters: noSignalMatters });
  return { resource: hidden ? { status: 'hidden' } : resource, refresh };
}
