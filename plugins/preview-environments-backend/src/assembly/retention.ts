import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { WatchedRepositories } from '../repositories';
import { DatabaseCodeHostMemory, Store } from '../store';

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

/**
 * An answer that never changes is read anew once a week, which costs next to nothing; those of repositories that are not watched any more, and
 * of tokens that were replaced, go by that.
 */
const answersKept = { olderThanMilliseconds: 7 * 86_400_000, most: 20_000 };

/** Forgets answers of code hosts that are old. Where there is none, nothing is written (rule 7.31). */
export async function scheduleAnswerPurge(options: {
  scheduler: SchedulerService;
  memory: Pick<DatabaseCodeHostMemory, 'purgeAnswers'>;
  logger: LoggerService;
}): Promise<void> {
  const { scheduler, memory, logger } = options;
  await scheduler.scheduleTask({
    id: 'purge-answers',
    scope: 'global',
    frequency: { hours: 1 },
    timeout: { minutes: 5 },
    initialDelay: { minutes: 2 },
    fn: async () => {
      const purged = await memory.purgeAnswers(answersKept);
      if (purged > 0)
        logger.debug(`Forgot ${purged} answers of code hosts that were old`);
    },
  });
}
