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
  /** By pull request: what was seen of it when a look was last asked for. */
  asked: Map<number, string>;
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

  constructor(options: PullRequestListingOptions) {
    this.#options = options;
    this.#statuses = new RepositoryStatuses(options.store, options.logger);
  }

  /** Trouble with one repository is written down beside it and keeps no other from being listed. */
  async listAll(): Promise<void> {
    const watched = this.#options.repositories.list();
    const keys = new Set(watched.map(({ ref }) => repositoryKey(ref)));
    for (const key of this.#memories.keys()) {
      if (!keys.has(key)) this.#memories.delete(key);
    }
    const limit = pLimit(concurrency);
    const listings = await Promise.allSettled(
      watched.map(repository => limit(() => this.list(repository))),
    );
    const failed = listings.filter(({ status }) => status === 'rejected');
    for (const listing of failed) {
      const { reason } = listing as PromiseRejectedResult;
      this.#options.logger.error('A repository was not listed', reason);
    }
  }

  /** Lists one repository, for instance because its definitions were pushed to. Throws when the store does. */
  async list(watched: WatchedRepository): Promise<void> {
    const memory = this.#memoryOf(watched);
    const problems: string[] = [];
    const definitions = await collect(problems, () =>
      this.#options.definitions.read(watched),
    );
    problems.push(...(definitions?.problems ?? []));
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
    if (definitionsChanged) memory.asked.clear();
    const differences = compareListing(
      memory.listed,
      await store.openPreviews(repository),
      definitionsChanged,
    );
    const asked = new Map<number, string>();
    for (const { number, cause, state } of differences) {
      if (memory.asked.get(number) !== state) {
        const hint = { repository: identityOf(repository), number, cause };
        const previewId = await collect(problems, () => store.enqueue(hint));
        if (previewId === undefined) continue;
      }
      asked.set(number, state);
    }
    memory.asked = asked;
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
      asked: new Map(),
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
