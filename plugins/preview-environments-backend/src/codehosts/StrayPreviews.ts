import { LoggerService } from '@backstage/backend-plugin-api';
import { isRefused } from '@previewenv/plugin-preview-environments-node';
import { isBranch, repositoryKey } from '../preview';
import { OpenPreview, Store } from '../store/types';

/** What became of the listings of one round. */
export interface Round {
  /** Host and id of the repositories that were listed. */
  listed: { host: string; id: string }[];
  /** Keys of the repositories that could not be listed for now, which passes by itself. */
  waiting: Set<string>;
}

/**
 * Previews that no listing speaks of: of a repository that no entity names any more, that can't be read, or whose name another one has
 * taken over. Each of them is looked at by itself, or nobody would hear of their closing.
 */
export class StrayPreviews {
  readonly #store: Pick<
    Store,
    'liveRepositories' | 'openPreviews' | 'enqueue' | 'enqueueKnown'
  >;
  readonly #logger: LoggerService;

  constructor(options: {
    store: Pick<
      Store,
      'liveRepositories' | 'openPreviews' | 'enqueue' | 'enqueueKnown'
    >;
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#logger = options.logger;
  }

  /** Those that can't be read, or are closed already, are looked at by their own timers. */
  async look({ listed, waiting }: Round): Promise<void> {
    const seen = new Set(listed.map(keyOf));
    for (const repository of await this.#store.liveRepositories()) {
      if (seen.has(keyOf(repository)) || waiting.has(repositoryKey(repository)))
        continue;
      for (const preview of await this.#store.openPreviews(repository)) {
        if (preview.closed || preview.unreadable || preview.pending) continue;
        await this.#enqueue(repository, preview);
      }
    }
  }

  async #enqueue(
    repository: Parameters<Store['enqueue']>[0]['repository'],
    { id, number }: Pick<OpenPreview, 'id' | 'number'>,
  ): Promise<void> {
    const cause = 'listing: its repository is not listed';
    try {
      if (isBranch({ number })) await this.#store.enqueueKnown(id, cause);
      else await this.#store.enqueue({ repository, number, cause });
    } catch (error) {
      if (!isRefused(error)) throw error;
      this.#logger.warn(error.message);
    }
  }
}

function keyOf({ host, id }: { host: string; id: string }): string {
  return JSON.stringify([host, id]);
}
