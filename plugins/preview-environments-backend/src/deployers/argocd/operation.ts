import { KubernetesObject } from '../../kubernetes';
import { ApplicationView } from './status';

/**
 * The patch that ends what Argo CD is at, or undefined when it is at nothing. Argo CD removes an Application only when its operation is
 * over (processAppOperationQueueItem in its controller): a sync that never ends would hold up the removal for ever, and one that goes
 * on makes again what the removal takes away.
 */
export function endOfOperation(
  live: KubernetesObject,
): Record<string, unknown> | undefined {
  const { operation, status } = live as ApplicationView;
  if (!operation) return undefined;
  switch (status?.operationState?.phase) {
    case 'Terminating':
      return undefined;
    // With time for it to remove its hooks (rule 7.17).
    case 'Running':
      return { status: { operationState: { phase: 'Terminating' } } };
    // It has not begun: the state is that of the one before.
    default:
      return { operation: null };
  }
}

/** What an operation that is not over yet does; undefined when there is none. */
export function runningOperation(live: KubernetesObject): string | undefined {
  const { operation, status } = live as ApplicationView;
  if (!operation) return undefined;
  const { phase = 'not begun', message } = status?.operationState ?? {};
  return `a sync is not over (${message ? `${phase}: ${message}` : phase})`;
}
