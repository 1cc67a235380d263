import { Phase } from '@previewenv/plugin-preview-environments-common';
import { CleanupRun } from '../cleanup';
import { Abandonment, Step } from '../decision';
import { ClosingProgress, PreviewRecord } from '../record';
import { cleanup } from './cleanup';
import { clusters } from './clusters';
import { lookAgainAfter, progressOf } from './deadlines';
import { deployments } from './deployments';
import { mesh, meshDrain } from './mesh';
import { oldWorkers } from './oldWorkers';
import { releaseReason } from './release';
import { drain, routes } from './routes';
import { ClosingFacts, Halt, Stage } from './stage';
import { workspaces } from './workspaces';

/** How far the removal is, and what is to be done next. */
export interface ClosingState {
  phase: Extract<Phase, 'terminating' | 'gone'>;
  /** Empty when everything is gone: then it is up to whoever wanted the removal. */
  reason: string;
  blockedBy: string[];
  steps: Step[];
  drainingSince: Date | undefined;
  /** What has become of the clean-up Jobs. */
  cleanup: CleanupRun[];
  closing: ClosingProgress | undefined;
  /** Since when a step has been past its deadline. */
  stuckSince: Date | undefined;
  abandoned: Abandonment | undefined;
  lookAgainAfterMilliseconds: number | undefined;
}

const closeOrder: Stage[] = [
  clusters,
  mesh,
  meshDrain,
  routes,
  drain,
  cleanup,
  deployments,
  workspaces,
  oldWorkers,
];

/** What is reached or runs. The namespace stays, with what lies in it. */
const sleepOrder: Stage[] = [
  clusters,
  mesh,
  meshDrain,
  routes,
  drain,
  deployments,
];

const gone: Omit<ClosingState, 'cleanup'> = {
  phase: 'gone',
  reason: '',
  blockedBy: [],
  steps: [],
  drainingSince: undefined,
  closing: undefined,
  stuckSince: undefined,
  abandoned: undefined,
  lookAgainAfterMilliseconds: undefined,
};

/**
 * The close order (design decision 6): mesh overrides, drain, edge routes, drain, clean-up Jobs, deployments, namespaces. Each stage lets the next one begin only when a
 * live read has found nothing left of its own. A step that takes too long goes on being tried, until it is done or an
 * administrator gives it up.
 */
export function close(
  observed: ClosingFacts,
  record: PreviewRecord,
  now: Date,
): ClosingState {
  for (const stage of closeOrder) {
    const left = stage.halt({ observed, record, now });
    if (left) return halted(stage, left, { observed, record, now });
  }
  return { ...gone, cleanup: record.cleanup };
}

/** How far a preview is on its way to sleep. */
export type StoppingState = Pick<
  ClosingState,
  | 'reason'
  | 'blockedBy'
  | 'steps'
  | 'drainingSince'
  | 'closing'
  | 'lookAgainAfterMilliseconds'
>;

/**
 * Takes away what is reached or runs, in the close order; undefined when a live read has found nothing left of that. It is given up by
 * nobody: what holds it up is named, and tried again until it is done or the preview goes.
 */
export function stop(
  observed: ClosingFacts,
  record: PreviewRecord,
  now: Date,
): StoppingState | undefined {
  for (const stage of sleepOrder) {
    const left = stage.halt({ observed, record, now });
    if (left) {
      const { closing } = progressOf(stage.step, {
        record,
        deadlines: observed.policy.closing,
        order: sleepOrder.map(({ step }) => step),
        now,
      });
      return {
        reason: left.reason,
        blockedBy: left.blockedBy ?? [],
        steps: left.steps ?? [],
        drainingSince: left.drainingSince ?? record.steps.drainingSince,
        closing,
        lookAgainAfterMilliseconds: left.after,
      };
    }
  }
  return undefined;
}

function halted(
  { step }: Stage,
  left: Halt,
  { observed, record, now }: Parameters<Stage['halt']>[0],
): ClosingState {
  const progress = progressOf(step, {
    record,
    deadlines: observed.policy.closing,
    order: closeOrder.map(stage => stage.step),
    now,
  });
  if (progress.stuckSince && record.release)
    return {
      ...released(record.release.requestedBy, observed),
      cleanup: record.cleanup,
    };
  const { blockedBy = [] } = left;
  return {
    ...progress,
    phase: 'terminating',
    reason: left.reason,
    blockedBy:
      progress.stuckSince && blockedBy.length === 0 ? [left.reason] : blockedBy,
    steps: left.steps ?? [],
    drainingSince: left.drainingSince ?? record.steps.drainingSince,
    cleanup: left.cleanup ?? record.cleanup,
    abandoned: undefined,
    lookAgainAfterMilliseconds: lookAgainAfter(left.after, progress, now),
  };
}

function released(
  abandonedBy: string,
  { remains: objects = [] }: ClosingFacts,
): Omit<ClosingState, 'cleanup'> {
  return {
    ...gone,
    reason: releaseReason(abandonedBy, objects),
    abandoned: { abandonedBy, objects },
  };
}
