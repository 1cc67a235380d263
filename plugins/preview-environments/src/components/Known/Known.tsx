import type { ReactNode } from 'react';
import type { Resource } from '../../hooks/resource';
import { Failure, Stale } from '../Failure';

/**
 * Shows what is known: `loading` holds the place of what is to come, a failure says why there is nothing, and what could not be
 * renewed stands below a notice of that.
 */
export function Known<T>(props: {
  resource: Resource<T>;
  loading: ReactNode;
  /** The title of a failure. */
  failure: string;
  onRetry: () => void;
  children: (data: T) => ReactNode;
}) {
  const { resource, loading, failure, onRetry, children } = props;
  switch (resource.status) {
    case 'loading':
      return <>{loading}</>;
    case 'failed':
      return (
        <Failure title={failure} error={resource.error} onRetry={onRetry} />
      );
    default:
  }
  return (
    <>
      {resource.status === 'partial' && (
        <Stale error={resource.error} onRetry={onRetry} />
      )}
      {children(resource.data)}
    </>
  );
}
