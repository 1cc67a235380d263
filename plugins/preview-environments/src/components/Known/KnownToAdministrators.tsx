import type { ReactNode } from 'react';
import type { ForAdministrators } from '../../hooks/useForAdministrators';
import { Stale } from '../Failure';
import { Notice } from '../Notice';

/**
 * Shows what only administrators are told: nothing to others, nor while it is not known yet. That it can't be read is a warning beside what
 * the page is for; what could not be renewed stands below a notice of that.
 */
export function KnownToAdministrators<T>(props: {
  resource: ForAdministrators<T>;
  /** The words of a failure. */
  failure: (error: Error) => string;
  onRetry: () => void;
  children: (data: T) => ReactNode;
}) {
  const { resource, failure, onRetry, children } = props;
  switch (resource.status) {
    case 'hidden':
    case 'loading':
      return <></>;
    case 'failed':
      return <Notice severity="warning">{failure(resource.error)}</Notice>;
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
