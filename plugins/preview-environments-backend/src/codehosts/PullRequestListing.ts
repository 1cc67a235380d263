import { LoggerService } from '@backstage/backend-plugin-api';
import {
  CodeHost,
  isRefused,
  isWaiting,
  Repository,
} from '@previewenv/plugin-preview-environments-node';
import { isEqual } from 'lodash';
import pLimit from 'p-limit';
import { ComponentDefinition } from '../preview';
import {
  DefinitionReading,
  repositoryKey,
  WatchedRepository,
} from '../repositories';
import { Store } from '../store/types';
import { AskedLooks } from './AskedLooks';
import { compareListing, ListedPullRequest } from './compareListing';
import { RepositoryStatuses } from './RepositoryStatuses';

export interface PullRequestListingOptions {
  codeHost: Pick<CodeHost, 'listOpenPullRequests' | 'readRepository'>;
  repositories: { list(): WatchedRepository[] };
  definitions: {
    read(repository: WatchedRepository): Promise<DefinitionReading>;
  };
  store: Pick<
    Store,
    'enqueue' | 'openPreviews' | 'repositories' | 'recordRepository'
  >;
  logger: LoggerService;
  now: () => Date;
}

/** What this process remembers of one repository between two listings. */
interface Memory {
  repository: Repository | undefined;
  listed: ListedPullRequest[];
  /** Undefined until the definitions were read, and acted upon, once. */
  components: ComponentDefinition[] | undefined;
  asked: AskedLooks;
}

/** Repositories that are listed at the same time. */
const concurrency = 4;

/**
 * The safety net under the webhooks: lists the open pull requests of every watched repository and asks for a look where they differ from
 * the previews that are known, or where the definitions have changed. A quiet repository costs conditional requests and no write.
 */
export class PullRequestListing {
  readonly #options: PullRequestListingOptions;
  readonly #statuses: RepositoryStatuses;
  readonly #memories = new Map<string, Memory>();
  /** Keys of the repositories that the round under way has not come to. */
  #left = new Set<string>();

  constructor(options: PullRequestListingOptions) {
    this.#options = options;
    this.#statuses = new RepositoryStatuses(options.store, options.logger);
  }

  /**
   * Lists all repositories, or those that a round cut short by the signal has left. Trouble with one is written down beside it and keeps no
   * other from being listed. False when the signal came before the end of the round.
   */
  async listAll(signal?: AbortSignal): Promise<boolean> {
    const watched = this.#options.repositories.list();
    const keys = new Set(watched.map(({ ref }) => repositoryKey(ref)));
    for (const key of this.#memories.keys()) {
      if (!keys.has(key)) this.#memories.delete(key);
    }
    const left = [...this.#left].filter(key => keys.has(key));
    this.#left = left.length > 0 ? new Set(left) : keys;
    const limit = pLimit(concurrency);
    const listings = await Promise.allSettled(
      watched.map(repository =>
        limit(async () => {
          const key = repositoryKey(repository.ref);
          if (signal?.aborted || !this.#left.delete(key)) return;
          await this.list(repository);
        }),
      ),
    );
    const failed = listings.filter(({ status }) => status === 'rejected');
    for (const listing of failed) {
      const { reason } = listing as PromiseRejectedResult;
      this.#options.logger.error('A repository was not listed', reason);
    }
    return this.#left.size === 0;
  }

  /** Lists one repository, for instance because its definitions were pushed to. Throws when the store does. */
  async list(watched: WatchedRepository): Promise<void> {
    const memory = this.#memoryOf(watched);
    const problems: string[] = [];
    const definitions = await collect(problems, () =>
      this.#options.definitions.read(watched),
    );
    problems.push(
      ...(definitions?.problems ?? []),
      ...(definitions?.absent ?? []).map(({ reason }) => reason),
    );
    const repository = await collect(problems, () =>
      this.#readListing(watched, memory),
    );
    if (repository) {
      const components = definitions?.components;
      await this.#compare(repository, memory, components, problems);
    }
    await this.#statuses.record({
      ...watched.ref,
      id: repository?.id,
      listedAt: repository && this.#options.now(),
      problems,
    });
  }

  /** After an unchanged answer the last listing is compared again: the previews may have changed, or a look may not have been asked for. */
  async #readListing(
    { ref }: WatchedRepository,
    memory: Memory,
  ): Promise<Repository> {
    const { codeHost } = this.#options;
    const listing = await codeHost.listOpenPullRequests(ref);
    if (listing.kind === 'complete') {
      memory.listed = listing.pullRequests.map(
        ({ number, updatedAt, head }) => ({ number, updatedAt, head }),
      );
      memory.repository = listing.pullRequests[0]?.repository;
    }
    memory.repository ??= await codeHost.readRepository(ref);
    return memory.repository;
  }

  async #compare(
    repository: Repository,
    memory: Memory,
    components: ComponentDefinition[] | undefined,
    problems: string[],
  ): Promise<void> {
    const { store } = this.#options;
    const definitionsChanged =
      memory.components !== undefined &&
      components !== undefined &&
      !isEqual(memory.components, components);
    // What was concluded from other definitions, or while they could not be read, says nothing any more.
    if (components && !isEqual(memory.components, components)) {
      memory.asked.forgetAll();
    }
    const differences = compareListing(
      memory.listed,
      await store.openPreviews(repository),
      definitionsChanged,
    );
    memory.asked.keepOnly(differences.map(({ number }) => number));
    for (const { number, cause, state } of differences) {
      if (!memory.asked.isWanted(number, state)) continue;
      const hint = { repository: identityOf(repository), number, cause };
      const previewId = await collect(problems, () => store.enqueue(hint));
      if (previewId !== undefined) memory.asked.asked(number, state);
    }
    // Those that could not be asked for differ again next time, or never asked for a preview.
    memory.components = components ?? memory.components;
  }

  #memoryOf({ ref }: WatchedRepository): Memory {
    const key = repositoryKey(ref);
    const existing = this.#memories.get(key);
    if (existing) return existing;
    const created: Memory = {
      repository: undefined,
      listed: [],
      components: undefined,
      asked: new AskedLooks(this.#options.now),
    };
    this.#memories.set(key, created);
    return created;
  }
}

/** Runs what may fail in a known way; the reason becomes a problem of the repository. */
async function collect<T>(
  problems: string[],
  action: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    if (!isWaiting(error) && !isRefused(error)) throw error;
    problems.push(error.message);
    return undefined;
  }
}

function identityOf({ host, owner, name, id }: Repository) {
  return { host, owner, name, id };
}
