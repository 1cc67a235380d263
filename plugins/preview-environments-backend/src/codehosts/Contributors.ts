import { LoggerService } from '@backstage/backend-plugin-api';
import {
  CodeHost,
  isRefused,
  PullRequest,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import { LRUCache } from 'lru-cache';
import { LabelSetter } from '../preview';

/** For how long a person's right is remembered at most (rule 7.24). */
const rememberedMilliseconds = 5 * 60_000;
const rememberedPeople = 10_000;

/**
 * What the code host says of the people behind pull requests. Rights are remembered for a short while; never for an approval, which asks
 * the code host itself.
 */
export class Contributors {
  readonly #codeHost: Pick<CodeHost, 'mayWrite' | 'readLabelSetters'>;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  readonly #rights = new LRUCache<string, { mayWrite: boolean; at: number }>({
    max: rememberedPeople,
  });

  constructor(options: {
    codeHost: Pick<CodeHost, 'mayWrite' | 'readLabelSetters'>;
    logger: LoggerService;
    now: () => Date;
  }) {
    this.#codeHost = options.codeHost;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  /** Throws what the code host throws. */
  async mayWrite(repository: RepositoryRef, login: string): Promise<boolean> {
    const { host, owner, name } = repository;
    const key = JSON.stringify([host, owner, name, login]).toLowerCase();
    const known = this.#rights.get(key);
    const now = this.#now().getTime();
    if (known && now - known.at < rememberedMilliseconds) return known.mayWrite;
    const mayWrite = await this.#codeHost.mayWrite(repository, login);
    this.#rights.set(key, { mayWrite, at: now });
    return mayWrite;
  }

  /** Who set the labels that are asked about. Those of a code host that does not let us read it are nobody's. */
  async settersOf(
    { repository, number }: PullRequest,
    labels: string[],
  ): Promise<Record<string, LabelSetter>> {
    const known = await this.#readSetters(repository, number);
    const setters = await Promise.all(
      labels
        .filter(label => Object.hasOwn(known, label))
        .map(async label => {
          const { login, bot } = known[label];
          // A bot has no rights of its own: whoever installed it may not even know of the pull request.
          const mayWrite = !bot && (await this.mayWrite(repository, login));
          return [label, { login, bot, mayWrite }] as const;
        }),
    );
    return Object.fromEntries(setters);
  }

  async #readSetters(repository: RepositoryRef, number: number) {
    try {
      return await this.#codeHost.readLabelSetters({ repository, number });
    } catch (error) {
      if (!isRefused(error)) throw error;
      this.#logger.warn(error.message);
      return {};
    }
  }
}
