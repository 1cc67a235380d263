import { PullRequest } from '@previewenv/plugin-preview-environments-node';
import { alive, stands } from './alive';
import { afterDeploying, cleanupFailures, CleanupRun } from './cleanup';
import { close, ClosingState } from './closing';
import { componentRecord, leavingComponent, unmade } from './componentRecords';
import { Decision, Step } from './decision';
import { DesiredPreview } from './desired';
import { absent, unreadable } from './doubt';
import { newLife, withExpiry } from './expiry';
import { Observed } from './facts';
import { Intent, intend } from './intent';
import { open, OpeningState } from './opening';
import { PreviewRecord, StepTimes } from './record';
import { fallAsleep } from './sleep';

const noTimes: StepTimes = {
  awaitingImageSince: undefined,
  verifyingSince: undefined,
  drainingSince: undefined,
};
const aWhile = 5 * 60_000;

/**
 * The rules of the product: from everything one look knows to the whole desired state, the phase and the reason. Pure: the same
 * observation at the same time always gives the same decision, whatever hint led to the look.
 */
export function plan(
  previewId: string,
  observed: Observed,
  now: Date,
): Decision {
  return withExpiry(observed, decide(previewId, observed, now));
}

function decide(previewId: string, observed: Observed, now: Date): Decision {
  const { record, removalPermit } = observed;
  const intent = intend(previewId, observed);
  if (intent.kind === 'remove') {
    return intent.inferred && stands(record) && !removalPermit?.permitted
      ? {
          ...still(observed, record.phase, intent.reason),
          ...absent(record, intent, removalPermit, now),
        }
      : remove(observed, intent, now);
  }
  if (record?.phase === 'terminating')
    return finish(observed, record, intent, now);
  if (intent.kind === 'unreadable') {
    return stands(record)
      ? {
          ...still(observed, record.phase, intent.reason),
          ...unreadable(record, intent, now),
        }
      : remove(
          observed,
          { ...intent, kind: 'remove', closedAt: undefined },
          now,
        );
  }
  if (intent.kind === 'sleep') {
    return {
      ...still(observed, 'asleep', ''),
      ...fallAsleep(observed, intent, now),
    };
  }
  if (intent.kind === 'hold') return hold(previewId, observed, intent, now);
  if (intent.kind === 'wrong') {
    return {
      ...still(observed, 'failed', intent.problem),
      components:
        alive(record) && record.components.length > 0
          ? record.components
          : unmade(previewId, observed),
      // It is open: the tombstone of an earlier life would keep a lost close from being noticed.
      closedAt: undefined,
      begins: !alive(record),
      lookAgainAfterMilliseconds: aWhile,
    };
  }
  return advance(observed, intent, now);
}

function advance(
  before: Observed,
  { desired, pullRequest, waiting }: Extract<Intent, { kind: 'want' }>,
  now: Date,
): Decision {
  const observed = { ...before, pullRequest };
  const { record } = observed;
  const state = withWaiting(open(observed, desired, now), pullRequest, waiting);
  const entry = desired.components.find(({ route }) => route);
  return {
    remember: 'keep',
    phase: state.phase,
    reason: state.reason,
    blockedBy: state.blockedBy,
    runUrl: state.runUrl,
    url: entry?.route?.url,
    commit: pullRequest.head.sha,
    liveSha: state.proven ? pullRequest.head.sha : record?.liveSha,
    components: desired.components.map(component =>
      componentRecord(component, observed),
    ),
    clusters: [
      ...new Set([
        ...(alive(record) ? record.clusters : []),
        ...desired.workspaces.map(({ cluster }) => cluster),
      ]),
    ].sort(),
    steps: state.steps,
    desired,
    stepTimes: state.stepTimes,
    resync: state.resync,
    failing: state.failing,
    failingHop: state.failingHop,
    expired: undefined,
    ...lifeOf(observed),
    closing: undefined,
    stuckSince: undefined,
    abandoned: undefined,
    cleanup: cleanupOf(record, desired, state.steps),
    closedAt: undefined,
    doubt: undefined,
    begins: !alive(record),
    lookAgainAfterMilliseconds: state.lookAgainAfterMilliseconds,
  };
}

/** What runs is not what was pushed last: both are said. */
function withWaiting(
  state: OpeningState,
  { head }: PullRequest,
  waiting: Extract<Intent, { kind: 'want' }>['waiting'],
): OpeningState {
  if (!waiting) return state;
  const runs = `Commit ${head.sha.slice(0, 7)} stays`;
  return {
    ...state,
    reason: `${waiting.reason} ${
      state.phase === 'ready' ? `${runs}.` : `${runs}: ${state.reason}`
    }`,
    blockedBy: [...state.blockedBy, waiting.blockedBy],
  };
}

/** Takes away what is there, in the close order; a pull request that never had anything is forgotten. */
function remove(
  observed: Observed,
  intent: Extract<Intent, { kind: 'remove' }>,
  now: Date,
): Decision {
  const { record } = observed;
  if (!record)
    return { ...still(observed, 'gone', intent.reason), remember: 'forget' };
  const closedAt = intent.closedAt ?? record.closedAt;
  if (record.phase === 'gone')
    return {
      ...still(
        observed,
        'gone',
        intent.closedAt
          ? withFailures(intent.reason, record.cleanup)
          : record.reason,
      ),
      closedAt,
    };
  return {
    ...closing(observed, close(observed, record, now), {
      reason: intent.reason,
      closedAt,
    }),
    expired: intent.expired,
  };
}

/** What began to go goes wholly; only then a new life can begin (rule 7.21). */
function finish(
  observed: Observed,
  record: PreviewRecord,
  intent: Intent,
  now: Date,
): Decision {
  const decision = closing(observed, close(observed, record, now), {
    reason:
      intent.kind === 'unreadable'
        ? 'Removed.'
        : 'Removed; it is wanted again.',
    closedAt: undefined,
  });
  return decision.phase === 'gone'
    ? { ...decision, lookAgainAfterMilliseconds: 0 }
    : decision;
}

/** Nothing of what is held may exist. */
function hold(
  previewId: string,
  observed: Observed,
  intent: Extract<Intent, { kind: 'hold' }>,
  now: Date,
): Decision {
  const { record } = observed;
  const held: Decision = {
    ...still(observed, 'awaiting-approval', intent.reason),
    blockedBy: [intent.blockedBy],
    url: undefined,
    commit: undefined,
    liveSha: undefined,
    components: unmade(previewId, observed),
    clusters: [],
    closedAt: undefined,
    begins: !alive(record),
  };
  if (!alive(record) || record.clusters.length === 0) return held;
  const state = close(observed, record, now);
  if (state.phase === 'gone') return { ...held, abandoned: state.abandoned };
  return {
    ...closing(observed, state, { reason: intent.reason, closedAt: undefined }),
    commit: undefined,
    phase: 'awaiting-approval',
    reason: intent.reason,
    blockedBy: [intent.blockedBy, ...state.blockedBy],
  };
}

function closing(
  observed: Observed,
  state: ClosingState,
  why: { reason: string; closedAt: Date | undefined },
): Decision {
  const gone = state.phase === 'gone';
  return {
    ...still(
      observed,
      state.phase,
      gone
        ? withFailures(state.reason || why.reason, state.cleanup)
        : state.reason,
    ),
    blockedBy: state.blockedBy,
    url: gone ? undefined : observed.record?.url,
    liveSha: undefined,
    components: (observed.record?.components ?? []).map(component =>
      leavingComponent(component, observed),
    ),
    steps: state.steps,
    stepTimes: {
      ...noTimes,
      drainingSince: gone ? undefined : state.drainingSince,
    },
    closing: state.closing,
    stuckSince: state.stuckSince,
    abandoned: state.abandoned,
    cleanup: state.cleanup,
    closedAt: why.closedAt,
    clusters: gone ? [] : observed.record?.clusters ?? [],
    lookAgainAfterMilliseconds: state.lookAgainAfterMilliseconds,
  };
}

/** A decision that does nothing by itself and keeps what the record says. */
function still(
  observed: Observed,
  phase: Decision['phase'],
  reason: string,
): Decision {
  const { record } = observed;
  return {
    remember: 'keep',
    phase,
    reason,
    blockedBy: [],
    url: record?.url,
    commit: alive(record) ? record.commit : undefined,
    liveSha: record?.liveSha,
    components: record?.components ?? [],
    clusters: record?.clusters ?? [],
    steps: [],
    desired: undefined,
    stepTimes: noTimes,
    resync: undefined,
    failing: undefined,
    failingHop: undefined,
    expired: undefined,
    ...lifeOf(observed),
    closing: undefined,
    stuckSince: undefined,
    abandoned: undefined,
    cleanup: record?.cleanup ?? [],
    closedAt: record?.closedAt,
    doubt: undefined,
    begins: false,
    lookAgainAfterMilliseconds: undefined,
  };
}

/** What is deployed now is what has to be cleaned up in the end. */
function cleanupOf(
  record: PreviewRecord | undefined,
  desired: DesiredPreview,
  steps: Step[],
): CleanupRun[] {
  const before = alive(record) ? record.cleanup : [];
  return steps.some(({ kind }) => kind === 'ensure-deployment')
    ? afterDeploying(before, desired.components)
    : before;
}

/** Who asks later finds out what may have been left behind. */
function withFailures(reason: string, cleanup: CleanupRun[]): string {
  return [reason, ...cleanupFailures(cleanup)].join(' ');
}

function lifeOf({
  record,
  observedAt,
}: Observed): Pick<Decision, 'expiry' | 'expiresAt'> {
  return {
    expiry: record?.expiry ?? newLife(observedAt),
    expiresAt: record?.expiresAt,
  };
}
