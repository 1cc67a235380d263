import { CleanupResult, CleanupRun } from '../cleanup';
import { Step } from '../decision';
import { JobStatus } from '../facts';
import { PreviewRecord } from '../record';
import { ClosingFacts, Halt, Situation, Stage } from './stage';

/** Often at first, when most Jobs end, then ever more seldom. */
const soonest = 1_000;
const latest = 10_000;

/** An open run, with what was last seen of its Job. */
interface Open {
  run: CleanupRun & { startedAt: Date };
  status: JobStatus;
}

/**
 * What the definitions want to be done before the workloads go. A Job that fails is not waited for any longer, and one that hangs,
 * or can't even be made, holds up the removal until its own deadline and never for ever.
 */
export const cleanup: Stage = {
  step: 'clean-up',
  halt: situation => {
    const { record, now } = situation;
    const runs = record.cleanup.map(run => progress(run, situation));
    const changed = runs.some((run, index) => run !== record.cleanup[index]);
    const open = runs.flatMap((run): Open[] =>
      run.startedAt && !run.result
        ? [
            {
              run: { ...run, startedAt: run.startedAt },
              status: statusOf(run, situation.observed),
            },
          ]
        : [],
    );
    // Written down before it is acted upon: a start, because deadlines are measured from it; an end, because it is not read again.
    if (changed) {
      return {
        reason: open.length > 0 ? running(open) : ended(runs),
        cleanup: runs,
        after: 0,
      };
    }
    return open.length === 0 ? undefined : waiting(open, record, now);
  },
};

function waiting(open: Open[], record: PreviewRecord, now: Date): Halt {
  const troubles = open.flatMap(({ status }) =>
    'reason' in status && status.reason !== '' ? [status.reason] : [],
  );
  const after = Math.min(...open.map(({ run }) => nextLook(run, now)));
  return {
    reason: running(open, troubles[0]),
    blockedBy: troubles,
    steps: open.flatMap(({ run, status }): Step[] =>
      status.state === 'absent'
        ? [
            {
              kind: 'run-cleanup-job',
              previewId: record.id,
              generation: record.generation,
              run,
              retryAfterMilliseconds: after,
            },
          ]
        : [],
    ),
    after,
  };
}

/** The run after what was seen of it; the same one when that changes nothing. */
function progress(run: CleanupRun, { observed, now }: Situation): CleanupRun {
  if (run.result) return run;
  const { workspace } = observed.clusters[run.job.cluster];
  const inhabited = ['complete', 'incomplete'].includes(workspace.state);
  if (!run.startedAt) return inhabited ? { ...run, startedAt: now } : run;
  const result = inhabited
    ? resultOf(run, statusOf(run, observed), now)
    : failed('its namespace is gone.', '');
  return result ? { ...run, result: { ...result, at: now } } : run;
}

type Ending = Omit<CleanupResult, 'at'>;

function resultOf(
  run: CleanupRun,
  status: JobStatus,
  now: Date,
): Ending | undefined {
  if (status.state === 'succeeded')
    return { outcome: 'succeeded', reason: '', log: status.log };
  if (status.state === 'failed') return failed(status.reason, status.log);
  if (status.state === 'foreign') return failed(status.reason, '');
  if (left(run, now) > 0) return undefined;
  const limit = duration(run.job.deadlineMilliseconds);
  if (status.state === 'absent')
    return failed(`it could not be started within ${limit}.`, '');
  const why = status.reason === '' ? '' : ` ${status.reason}`;
  return failed(
    `it did not end within ${limit}.${why}`,
    status.state === 'running' ? status.log : '',
  );
}

function failed(reason: string, log: string): Ending {
  return { outcome: 'failed', reason, log };
}

function statusOf(
  { job }: CleanupRun,
  { cleanup: seen }: ClosingFacts,
): JobStatus {
  return (
    seen[job.component] ?? { state: 'unknown', reason: 'Not looked at yet.' }
  );
}

function nextLook(run: Open['run'], now: Date): number {
  const elapsed = now.getTime() - run.startedAt.getTime();
  const interval = Math.min(latest, Math.max(soonest, elapsed / 10));
  return Math.max(0, Math.min(interval, left(run, now)));
}

function left({ job, startedAt }: CleanupRun, now: Date): number {
  const elapsed = now.getTime() - (startedAt ?? now).getTime();
  return job.deadlineMilliseconds - elapsed;
}

function running(open: Open[], trouble?: string): string {
  const names = open.map(({ run }) => run.job.component).join(', ');
  const what = `Running the clean-up ${
    open.length === 1 ? 'job' : 'jobs'
  } of ${names}`;
  return trouble ? `${what}: ${trouble}` : `${what}.`;
}

function ended(runs: CleanupRun[]): string {
  const failures = runs.filter(({ result }) => result?.outcome === 'failed');
  return failures.length === 0
    ? 'The clean-up is done.'
    : `The clean-up failed for ${failures
        .map(({ job }) => job.component)
        .join(', ')}; the removal goes on without it.`;
}

function duration(milliseconds: number): string {
  return milliseconds < 60_000
    ? `${Math.round(milliseconds / 1_000)} s`
    : `${Math.round(milliseconds / 60_000)} min`;
}
