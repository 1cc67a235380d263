import { repositoryKey } from '../preview';
import { LoggerService } from '@backstage/backend-plugin-api';
import { isEqual } from 'lodash';
import { RepositoryStatus, Store } from '../store/types';

/** What one listing found out about a repository. */
export interface ListingOutcome
  extends Pick<RepositoryStatus, 'host' | 'owner' | 'name' | 'id'> {
  listedAt: Date | undefined;
  problems: string[];
}

/** Writes down how a repository is watched, and only what is new about it: at rest nothing is written (rule 7.31). */
export class RepositoryStatuses {
  readonly #store: Pick<Store, 'repositories' | 'recordRepository'>;
  readonly #logger: LoggerService;
  #recorded: Promise<Map<string, RepositoryStatus>> | undefined;

  constructor(
    store: Pick<Store, 'repositories' | 'recordRepository'>,
    logger: LoggerService,
  ) {
    this.#store = store;
    this.#logger = logger;
  }

  async record(outcome: ListingOutcome): Promise<void> {
    const recorded = await this.#load();
    const key = repositoryKey(outcome);
    const before = recorded.get(key);
    const after = {
      ...outcome,
      id: outcome.id ?? before?.id,
      listedAt: before?.listedAt ?? outcome.listedAt,
    };
    if (isEqual(before, after)) return;
    for (const problem of after.problems) {
      if (before?.problems.includes(problem)) continue;
      this.#logger.warn(`${outcome.owner}/${outcome.name}: ${problem}`);
    }
    // What changed is dated by the listing that saw it.
    const status = { ...after, listedAt: outcome.listedAt ?? after.listedAt };
    await this.#store.recordRepository(status);
    recorded.set(key, status);
  }

  async #load(): Promise<Map<string, RepositoryStatus>> {
    this.#recorded ??= this.#store.repositories().then(
      statuses =>
        new Map(statuses.map(status => [repositoryKey(status), status])),
      error => {
        this.#recorded = undefined;
        throw error;
      },
    );
    return this.#recorded;
  }
}
