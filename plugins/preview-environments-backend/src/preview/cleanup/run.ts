import { createHash } from 'node:crypto';
import { CleanupJob } from './job';

/** A clean-up Job of one life of a preview: what it will do, and what became of it. */
export interface CleanupRun {
  /** As it was when its component was last deployed: at the close nobody reads definitions, which may be gone by then. */
  job: CleanupJob;
  /** Counts removals that began and were taken back: what is deployed after that needs cleaning up again. */
  round: number;
  /** When the removal came to it; its deadline is measured from that. */
  startedAt: Date | undefined;
  result: CleanupResult | undefined;
}

export interface CleanupResult {
  outcome: 'succeeded' | 'failed';
  at: Date;
  /** In words for a person; empty after a success. */
  reason: string;
  /** The last lines that it wrote, or why they are not known. */
  log: string;
}

/** A Job's name becomes the value of a label on its pods. */
const longestName = 63;

/** `cleanup-web-3`: the name carries the life, so that a Job runs once in each; a second round in it is `cleanup-web-3r1`. */
export function cleanupJobName(
  { job, round }: Pick<CleanupRun, 'job' | 'round'>,
  generation: number,
): string {
  const end = round === 0 ? `-${generation}` : `-${generation}r${round}`;
  const plain = `cleanup-${job.component}`;
  if (plain.length + end.length <= longestName) return `${plain}${end}`;
  const hash = createHash('sha256')
    .update(job.component)
    .digest('hex')
    .slice(0, 6);
  const kept = plain.slice(0, longestName - end.length - hash.length - 1);
  return `${kept.replace(/-+$/, '')}-${hash}${end}`;
}

/**
 * What is to be cleaned up once this has been deployed. A component that the definitions no longer name keeps its Job: it ran
 * here, and what it left elsewhere is still there.
 */
export function afterDeploying(
  before: CleanupRun[],
  deployed: { name: string; cleanup: CleanupJob | undefined }[],
): CleanupRun[] {
  const kept = before.filter(
    ({ job }) => !deployed.some(({ name }) => name === job.component),
  );
  const renewed = deployed.flatMap(({ cleanup }): CleanupRun[] =>
    cleanup
      ? [
          {
            job: cleanup,
            round: nextRound(before, cleanup.component),
            startedAt: undefined,
            result: undefined,
          },
        ]
      : [],
  );
  return [...kept.map(again), ...renewed].sort((one, other) =>
    one.job.component < other.job.component ? -1 : 1,
  );
}

function again(run: CleanupRun): CleanupRun {
  return {
    ...run,
    round: nextRound([run], run.job.component),
    startedAt: undefined,
    result: undefined,
  };
}

function nextRound(before: CleanupRun[], component: string): number {
  const run = before.find(({ job }) => job.component === component);
  if (!run) return 0;
  return run.startedAt ? run.round + 1 : run.round;
}

/** Why clean-ups came to nothing, for as long as the record is kept. */
export function cleanupFailures(runs: CleanupRun[]): string[] {
  return runs.flatMap(({ job, result }) =>
    result?.outcome === 'failed'
      ? [`The clean-up job of ${job.component} failed: ${result.reason}`]
      : [],
  );
}

/** What the timeline keeps of a clean-up that has ended, its last lines included. */
export function cleanupReport({ job, result }: CleanupRun): string {
  if (!result) return '';
  const said =
    result.outcome === 'succeeded'
      ? `The clean-up job of ${job.component} succeeded.`
      : `The clean-up job of ${job.component} failed: ${result.reason}`;
  return result.log === ''
    ? said
    : `${said}\nThe end of its log:\n${result.log}`;
}
