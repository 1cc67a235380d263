import {
  cleanupReport,
  CleanupRun,
  Decision,
  FeedbackRecord,
  forgotten,
  groupAfter,
  HistoryEntry,
  nameCauses,
  ObjectSummary,
  Observed,
  PreviewRecord,
  rememberLeave,
} from '../preview';

/** Phases whose reason is worth a line in the history even when the phase stays. */
const reasonsMatter = [
  'failed',
  'degraded',
  'awaiting-approval',
  'terminating',
];

/** The record after a look, from the one before and what was decided. Pure. */
export function nextRecord(
  previewId: string,
  observed: Pick<
    Observed,
    | 'record'
    | 'pullRequest'
    | 'branch'
    | 'components'
    | 'clusters'
    | 'leave'
    | 'people'
    | 'admission'
    | 'group'
    | 'unreadable'
    | 'observedAt'
  >,
  decision: Decision,
  objects: ObjectSummary[],
  now: Date,
): PreviewRecord {
  const before = decision.begins ? undefined : observed.record;
  const { pullRequest } = observed;
  const nowReady = decision.phase === 'ready';
  return {
    id: previewId,
    generation: decision.begins
      ? (observed.record?.generation ?? 0) + 1
      : before?.generation ?? 1,
    repository: pullRequest.repository,
    pullRequest,
    branch: observed.branch ?? observed.record?.branch,
    ...rememberLeave(observed, now),
    commit: decision.commit,
    phase: decision.phase,
    reason: decision.reason,
    phaseSince: before?.phase === decision.phase ? before.phaseSince : now,
    blockedBy: decision.blockedBy,
    failingHop: decision.failingHop,
    runUrl: decision.runUrl,
    url: decision.url,
    liveSha: decision.liveSha,
    components: decision.components,
    createdAt: before?.createdAt ?? now,
    readyAt: nowReady ? before?.readyAt ?? now : before?.readyAt,
    expiresAt: decision.expiresAt,
    kept: before?.kept ?? false,
    expiry: decision.expiry,
    admittedAt:
      before?.admittedAt ?? (observed.admission?.admitted ? now : undefined),
    closedAt: decision.closedAt,
    removal: before?.removal,
    asleep: before?.asleep,
    redeploy: decision.steps.some(({ kind }) => kind === 'resync-deployment')
      ? undefined
      : before?.redeploy,
    resync: decision.resync,
    // Every look judges it: what can't be released any more needs no release.
    release: undefined,
    closing: decision.closing,
    stuckSince: decision.stuckSince,
    doubt: decision.doubt,
    // The comment is the pull request's, not one life's.
    comment: observed.record?.comment,
    feedback: observed.record
      ? observed.record.feedback
      : feedbackOnFirstSight(observed),
    answer: before?.answer,
    group: groupAfter(previewId, observed, decision),
    cleanup: decision.cleanup,
    clusters: decision.clusters,
    objects: decision.desired ? objects : objectsLeft(before, decision),
    steps: decision.stepTimes,
  };
}

/** A preview that is there before its record is one of a database that was lost. */
function feedbackOnFirstSight({
  clusters,
}: Pick<Observed, 'clusters'>): FeedbackRecord | undefined {
  const isThere = Object.values(clusters).some(
    ({ workspace: { state } }) => state !== 'absent' && state !== 'foreign',
  );
  return isThere ? forgotten : undefined;
}

/** What the look adds to the timeline: nothing while nothing changes. */
export function historyOf(
  before: PreviewRecord | undefined,
  after: PreviewRecord,
  causes: string[],
): Omit<HistoryEntry, 'at'>[] {
  const samePhase =
    before?.phase === after.phase && before.generation === after.generation;
  const cause = nameCauses(causes) ?? 'timer';
  const { phase, reason } = after;
  const ended = endedCleanups(before, after);
  // Their reports say more than the reason, which only sums them up.
  if (samePhase && ended.length > 0)
    return ended.map(run => ({ phase, reason: cleanupReport(run), cause }));
  if (samePhase && before.redeploy && !after.redeploy) {
    const { requestedBy } = before.redeploy;
    return [{ phase, reason: `Synced again, as ${requestedBy} asked.`, cause }];
  }
  if (
    samePhase &&
    before.doubt?.kind === after.doubt?.kind &&
    (before.reason === after.reason || !reasonsMatter.includes(after.phase))
  )
    return [];
  return [{ phase, reason, cause }];
}

function endedCleanups(
  before: PreviewRecord | undefined,
  after: PreviewRecord,
): CleanupRun[] {
  const known = before?.cleanup ?? [];
  return after.cleanup.filter(
    ({ job, round, result }) =>
      result &&
      !known.some(
        one =>
          one.result &&
          one.round === round &&
          one.job.component === job.component,
      ),
  );
}

/** While a preview goes, its objects are shown until the last one is gone. */
function objectsLeft(
  before: PreviewRecord | undefined,
  decision: Decision,
): ObjectSummary[] {
  return decision.clusters.length === 0 ? [] : before?.objects ?? [];
}
