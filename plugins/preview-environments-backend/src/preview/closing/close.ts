import { Phase } from '@previewenv/plugin-preview-environments-common';
import { Step } from '../decision';
import { Observed } from '../facts';
import { PreviewRecord } from '../record';
import { clusters } from './clusters';
import { deployments } from './deployments';
import { oldWorkers } from './oldWorkers';
import { drain, routes } from './routes';
import { Stage } from './stage';
import { workspaces } from './workspaces';

/** How far the removal is, and what is to be done next. */
export interface ClosingState {
  phase: Extract<Phase, 'terminating' | 'gone'>;
  reason: string;
  blockedBy: string[];
  steps: Step[];
  drainingSince: Date | undefined;
  lookAgainAfterMilliseconds: number | undefined;
}

export const closeOrder: Stage[] = [
  clusters,
  routes,
  drain,
  deployments,
  workspaces,
  oldWorkers,
];

/**
 * The close order (design decision 6): edge routes, drain, deployments, namespaces. Each stage lets the next one begin only when a
 * live read has found nothing left of its own.
 */
export function close(
  observed: Observed,
  record: PreviewRecord,
  now: Date,
): ClosingState {
  for (const { halt } of closeOrder) {
    const left = halt({ observed, record, now });
    if (!left) continue;
    return {
      phase: 'terminating',
      reason: left.reason,
      blockedBy: left.blockedBy ?? [],
      steps: left.steps ?? [],
      drainingSince: left.drainingSince ?? record.steps.drainingSince,
      lookAgainAfterMilliseconds: left.after,
    };
  }
  return {
    phase: 'gone',
    reason: '',
    blockedBy: [],
    steps: [],
    drainingSince: undefined,
    lookAgainAfterMilliseconds: undefined,
  };
}
