import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';
import { PullRequestListing } from '../codehosts';
import { repositoryKey } from '../preview';
import { WatchedRepositories } from '../repositories';

/** How often the catalog is asked which repositories are watched. Each replica needs to know by itself. */
const refreshEvery: HumanDuration = { seconds: 10 };

const listingTask = 'list-pull-requests';

/**
 * A replica that dies while it lists keeps the task until it times out, and Backstage looks for tasks that did once a minute. So that another
 * one goes on about a minute later, a long round is listed in turns that are shorter than the timeout.
 */
const turnMilliseconds = 15_000;
const turnTimeout: HumanDuration = { seconds: 20 };
/** A task can't be triggered before it has ended. */
const untilNextTurnMilliseconds = 1_000;

/** Keeps the watched repositories up to date, and lists their pull requests: all of them from time to time, new ones at once. */
export async function scheduleLooks(options: {
  scheduler: SchedulerService;
  repositories: Pick<WatchedRepositories, 'refresh' | 'list'>;
  listing: Pick<PullRequestListing, 'list' | 'listAll'>;
  every: HumanDuration;
  /** Called once, when it is known for the first time what is watched. */
  watched: () => Promise<void>;
  logger: LoggerService;
}): Promise<void> {
  const { scheduler, repositories, listing, every, logger } = options;
  const listed = new Set<string>();
  let started = false;
  await scheduler.scheduleTask({
    id: 'refresh-repositories',
    scope: 'local',
    frequency: refreshEvery,
    timeout: { minutes: 2 },
    initialDelay: { seconds: 2 },
    fn: async () => {
      await repositories.refresh();
      if (!started) await options.watched();
      started = true;
      const watched = new Map(
        repositories.list().map(one => [repositoryKey(one.ref), one]),
      );
      for (const key of listed) if (!watched.has(key)) listed.delete(key);
      for (const [key, repository] of watched) {
        if (listed.has(key)) continue;
        await listing.list(repository);
        // Not before: one that failed is tried again by the next refresh.
        listed.add(key);
      }
    },
  });
  await scheduler.scheduleTask({
    id: listingTask,
    scope: 'global',
    frequency: every,
    timeout: turnTimeout,
    // Each process waits for so long before it takes part at all: a longer delay would leave nobody to take over after a restart.
    initialDelay: refreshEvery,
    fn: async signal => {
      const turn = AbortSignal.timeout(turnMilliseconds);
      if (await listing.listAll(AbortSignal.any([signal, turn]))) return;
      setTimeout(() => {
        // It can't be where another replica has it already, which is as good.
        scheduler
          .triggerTask(listingTask)
          .catch(error => logger.debug(`The listing goes on later: ${error}`));
      }, untilNextTurnMilliseconds).unref();
    },
  });
}
