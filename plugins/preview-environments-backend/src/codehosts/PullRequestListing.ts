import { LoggerService } from '@backstage/backend-plugin-api';
import {
  CodeHost,
  isRefused,
  isWaiting,
  Repository,
} from '@previewenv/plugin-preview-environments-node';
import { isEqual } from 'lodash';
import pLimit from 'p-limit';
import { ComponentDefinition, isBranch, repositoryKey } from '../preview';
import { DefinitionReading, WatchedRepository } from '../repositories';
import { OpenPreview, Store } from '../store/types';
import { AskedLooks } from './AskedLooks';
import { BranchHeads } from './BranchHeads';
import {
  absentState,
  compareListing,
  Difference,
  ListedPullRequest,
} from './compareListing';
import { Census, Contradictions } from './Contradictions';
import { RepositoryStatuses } from './RepositoryStatuses';
import { StrayPreviews } from './StrayPreviews';

export interface PullRequestListingOptions {
  codeHost: Pick<
    CodeHost,
    'listOpenPullRequests' | 'readRepository' | 'readBranch' | 'shortOfRequests'
  >;
  repositories: { list(): WatchedRepository[] };
  definitions: {
    read(repository: WatchedRepository): Promise<DefinitionReading>;
  };
  store: Pick<
    Store,
    | 'enqueue'
    | 'enqueueKnown'
    | 'liveRepositories'
    | 'openPreviews'
    | 'repositories'
    | 'recordRepository'
  >;
  contradictions: Pick<Contradictions, 'judge'>;
  logger: LoggerService;
  now: () => Date;
}

/** What this process remembers of one repository between two listings. */
interface Memory {
  repository: Repository | undefined;
  listed: ListedPullRequest[];
  /** Undefined until the definitions were read, and acted upon, once. */
  components: ComponentDefinition[] | undefined;
  /** Undefined before the first listing. */
  archived: boolean | undefined;
  asked: AskedLooks;
  /** Of the last listing; undefined when it failed. */
  census: Census | undefined;
  /** Whether the last listing failed, or was left out, for a reason that passes by itself. */
  waits: boolean;
  /** How many listings in a row were left out. */
  leftOut: number;
}

/** While few requests are left, this many listings of four are left out: webhooks tell of changes meanwhile. */
const leftOutWhileShort = 3;

/** Repositories that are listed at the same time. */
const concurrency = 4;

/**
 * The safety net under the webhooks: lists the open pull requests of every watched repository and asks for a look where they differ from
 * the previews that are known, or where the definitions have changed. A quiet repository costs conditional requests and no write.
 */
export class PullRequestListing {
  readonly #options: PullRequestListingOptions;
  readonly #statuses: RepositoryStatuses;
  readonly #strays: StrayPreviews;
  readonly #branches: BranchHeads;
  readonly #memories = new Map<string, Memory>();
  /** Keys of the repositories that the round under way has not come to. */
  #left = new Set<string>();

  constructor(options: PullRequestListingOptions) {
    this.#options = options;
    this.#statuses = new RepositoryStatuses(options.store, options.logger);
    this.#strays = new StrayPreviews(options);
    this.#branches = new BranchHeads(options);
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
          if (!this.#leaveOut(repository)) await this.list(repository);
        }),
      ),
    );
    const failed = listings.filter(({ status }) => status === 'rejected');
    for (const listing of failed) {
      const { reason } = listing as PromiseRejectedResult;
      this.#options.logger.error('A repository was not listed', reason);
    }
    if (this.#left.size > 0) return false;
    await this.#endRound();
    return true;
  }

  /** What is left out counts as not read: nothing is concluded from it. */
  #leaveOut(watched: WatchedRepository): boolean {
    const memory = this.#memoryOf(watched);
    const isShort =
      this.#options.codeHost.shortOfRequests(watched.ref) !== undefined;
    const isLeftOut = isShort && memory.leftOut < leftOutWhileShort;
    memory.leftOut = isLeftOut ? memory.leftOut + 1 : 0;
    if (!isLeftOut) return false;
    memory.census = undefined;
    memory.waits = true;
    return true;
  }

  /** What only shows when all repositories were listed. */
  async #endRound(): Promise<void> {
    const memories = [...this.#memories];
    await this.#options.contradictions.judge(
      memories.flatMap(([, { census }]) => census ?? []),
    );
    await this.#strays.look({
      listed: memories.flatMap(([, { repository, census }]) =>
        repository && census ? [repository] : [],
      ),
      waiting: new Set(
        memories.flatMap(([key, { waits }]) => (waits ? [key] : [])),
      ),
    });
  }

  /** Lists one repository, for instance because its definitions were pushed to. Throws when the store does. */
  async list(watched: WatchedRepository): Promise<void> {
    const memory = this.#memoryOf(watched);
    memory.census = undefined;
    const unlisted: string[] = [];
    // First: it tells whether anything was pushed that could have changed the definitions.
    const repository = await collect(unlisted, () =>
      this.#readListing(watched, memory),
    );
    const problems: string[] = [];
    const definitions = await collect(problems, () =>
      this.#options.definitions.read(watched),
    );
    problems.push(
      ...(definitions?.problems ?? []),
      ...(definitions?.absent ?? []).map(({ reason }) => reason),
      ...unlisted,
    );
    if (repository) {
      await this.#compare(repository, memory, definitions, problems);
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
    memory.waits = false;
    try {
      const listing = await codeHost.listOpenPullRequests(ref);
      if (listing.kind === 'complete') {
        memory.listed = listing.pullRequests;
        memory.repository = listing.pullRequests[0]?.repository;
      }
      memory.repository ??= await codeHost.readRepository(ref);
      return memory.repository;
    } catch (error) {
      memory.waits = isWaiting(error);
      throw error;
    }
  }

  async #compare(
    repository: Repository,
    memory: Memory,
    definitions: DefinitionReading | undefined,
    problems: string[],
  ): Promise<void> {
    const { store } = this.#options;
    const forAll = causeForAll(memory, repository, definitions);
    // What was concluded from other definitions, or while they could not be read, says nothing any more.
    if (forAll || (definitions && !memory.components)) memory.asked.forgetAll();
    const open = await store.openPreviews(repository);
    const known = open.filter(preview => !isBranch(preview));
    const differences = compareListing(memory.listed, known, forAll);
    memory.asked.keepOnly(differences.map(({ number }) => number));
    memory.census = censusOf(known, differences, memory.asked);
    for (const { number, cause, state } of differences) {
      // What is absent is read with every listing, until it is listed again or closed.
      if (state !== absentState && !memory.asked.isWanted(number, state))
        continue;
      const hint = { repository: identityOf(repository), number, cause };
      const previewId = await collect(problems, () => store.enqueue(hint));
      if (previewId !== undefined) memory.asked.asked(number, state);
    }
    const branches = open.filter(isBranch);
    await collect(problems, () =>
      this.#branches.compare(repository, branches, forAll),
    );
    // Those that could not be asked for differ again next time, or never asked for a preview.
    memory.components = definitions?.components ?? memory.components;
    memory.archived = repository.archived ?? false;
  }

  #memoryOf({ ref }: WatchedRepository): Memory {
    const key = repositoryKey(ref);
    const existing = this.#memories.get(key);
    if (existing) return existing;
    const created: Memory = {
      repository: undefined,
      listed: [],
      components: undefined,
      archived: undefined,
      census: undefined,
      waits: false,
      leftOut: 0,
      asked: new AskedLooks(this.#options.now),
    };
    this.#memories.set(key, created);
    return created;
  }
}

/** Why all open pull requests of a repository are worth a look; undefined when there is no reason. */
function causeForAll(
  memory: Memory,
  { archived = false }: Repository,
  definitions: DefinitionReading | undefined,
): string | undefined {
  if (archived !== (memory.archived ?? false))
    return `listing: repository ${archived ? '' : 'no longer '}archived`;
  if (!definitions) return undefined;
  // Before the first listing of this process, what was remembered says what the previews rest on.
  const changed = memory.components
    ? !isEqual(memory.components, definitions.components)
    : definitions.changed;
  return changed ? 'listing: definition changed' : undefined;
}

/** What was absent in an earlier listing has been read since, unless its look is still pending. */
function censusOf(
  known: OpenPreview[],
  differences: Difference[],
  asked: AskedLooks,
): Census {
  const absent = new Set(
    differences.flatMap(({ number, state }) =>
      state === absentState && asked.wasAsked(number, state) ? [number] : [],
    ),
  );
  return {
    open: known.filter(({ closed, unreadable }) => !closed && !unreadable)
      .length,
    contradicted: known.filter(
      ({ number, pending }) => !pending && absent.has(number),
    ).length,
  };
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
