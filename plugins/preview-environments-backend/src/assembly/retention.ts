import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { WatchedRepositories } from '../repositories';
import { Store } from '../store';

/** Small enough that no look waits noticeably for a place in the database. */
const batch = 100;

/** Forgets previews, with their timelines, that have been gone for longer than is kept. Where there is none, nothing is written (rule 7.31). */
export async function scheduleRetention(options: {
  scheduler: SchedulerService;
  store: Pick<Store, 'purge'>;
  repositories: Pick<WatchedRepositories, 'list'>;
  keep: HumanDuration;
  logger: LoggerService;
}): Promise<void> {
  const { scheduler, store, repositories, keep, logger } = options;
  await scheduler.scheduleTask({
    id: 'purge-history',
    scope: 'global',
    frequency: { hours: 1 },
    timeout: { minutes: 5 },
    // By then it is known what is watched.
    initialDelay: { minutes: 1 },
    fn: async signal => {
      let purged = 0;
      let last = batch;
      while (last === batch && !signal.aborted) {
        const names = repositories.list().map(({ ref }) => ref);
        last = await store.purge({
          keepMilliseconds: durationToMilliseconds(keep),
          limit: batch,
          // A catalog without any repository is more likely to be at fault than true.
          watched: names.length > 0 ? names : undefined,
        });
        purged += last;
      }
      if (purged > 0)
        logger.info(`Forgot ${purged} previews that have long been gone`);
    },
  });
}
