import { SchedulerService } from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';
import { PullRequestListing } from '../codehosts';
import { repositoryKey, WatchedRepositories } from '../repositories';

/** How often the catalog is asked which repositories are watched. Each replica needs to know by itself. */
const refreshEvery: HumanDuration = { seconds: 10 };

/** Keeps the watched repositories up to date, and lists their pull requests: all of them from time to time, new ones at once. */
export async function scheduleLooks(options: {
  scheduler: SchedulerService;
  repositories: WatchedRepositories;
  listing: PullRequestListing;
  every: HumanDuration;
  /** Called once, when it is known for the first time what is watched. */
  watched: () => Promise<void>;
}): Promise<void> {
  const { scheduler, repositories, listing, every } = options;
  let known: Set<string> | undefined;
  await scheduler.scheduleTask({
    id: 'refresh-repositories',
    scope: 'local',
    frequency: refreshEvery,
    timeout: { minutes: 2 },
    initialDelay: { seconds: 2 },
    fn: async () => {
      await repositories.refresh();
      if (!known) await options.watched();
      const before = known ?? new Set();
      const now = repositories.list();
      known = new Set(now.map(({ ref }) => repositoryKey(ref)));
      for (const repository of now) {
        if (!before.has(repositoryKey(repository.ref)))
          await listing.list(repository);
      }
    },
  });
  await scheduler.scheduleTask({
    id: 'list-pull-requests',
    scope: 'global',
    frequency: every,
    timeout: { minutes: 10 },
    initialDelay: every,
    fn: () => listing.listAll(),
  });
}
