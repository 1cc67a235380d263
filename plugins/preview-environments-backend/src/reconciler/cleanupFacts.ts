import { CleanupJobs } from '../jobs';
import { Observed, PreviewRecord } from '../preview';
import { seen } from './clusterFacts';

/** What became of the clean-up Jobs that were started; nobody asks about one that has not been, or whose end is known. */
export async function observeCleanup(
  jobs: Pick<CleanupJobs, 'status'>,
  record: PreviewRecord | undefined,
  context: { clusters: string[]; now: Date },
): Promise<Observed['cleanup']> {
  if (!record || record.phase === 'gone') return {};
  const open = record.cleanup.filter(
    ({ job, startedAt, result }) =>
      startedAt && !result && context.clusters.includes(job.cluster),
  );
  const statuses = await Promise.all(
    open.map(async run => {
      const waited =
        context.now.getTime() - (run.startedAt ?? context.now).getTime();
      const late = waited >= run.job.deadlineMilliseconds;
      const owner = { previewId: record.id, generation: record.generation };
      const status = await seen(() => jobs.status(run, { ...owner, late }));
      return [run.job.component, status] as const;
    }),
  );
  return Object.fromEntries(statuses);
}
