import {
  RepositoryRef,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { LRUCache } from 'lru-cache';
import { CodeHostMemory } from '../../store/codeHostMemory';
import { Account } from './accounts';

/** What is known of the requests of one account. */
export interface Quota {
  host: string;
  account: string;
  /** Requests in an hour that the host allows, and how many of them are left; undefined until an answer has said so. */
  limit: number | undefined;
  remaining: number | undefined;
  resetsAt: Date | undefined;
  /** So few are left that what can wait does. */
  short: boolean;
  /** Until when the host is left alone because it asked for that. */
  pausedUntil: Date | undefined;
  /** Since the start of this process. */
  requests: { charged: number; unchanged: number; limited: number };
}

interface KnownQuota
  extends Pick<Quota, 'host' | 'account' | 'limit' | 'remaining' | 'requests'> {
  /** By the monotonic clock. */
  resetAt: number | undefined;
}

type Answered = keyof Quota['requests'];
type Kind = 'read' | 'write';

/**
 * GitHub lets 80 writes a minute and 500 an hour pass, and asks for a second between two of them (docs.github.com, "Rate limits for the REST
 * API" and "Best practices for using the REST API").
 */
const writeLimits = { perMinute: 60, perHour: 500 };
/** Where they hold. On a GitHub Enterprise Server there are none unless somebody sets them; then its answers say so. */
const limitedHost = /^github\.com$|\.ghe\.com$/;
/** Below this part of the limit the requests that can wait do. */
const shortShare = 0.2;
/** A host that says again and again that it is too much is left alone for longer each time, up to this. */
const longestDoubled = 15 * 60_000;

/**
 * What may be asked of a host in whose name, so that no limit is run into: Octokit's throttling makes requests wait in the process, under a
 * lease that runs out meanwhile, and knows nothing of other replicas. Here nobody waits: who is too early is told when to come back.
 */
export class RequestBudget {
  readonly #memory: CodeHostMemory;
  readonly #now: () => Date;
  readonly #monotonic: () => number;
  readonly #quotas = new Map<string, KnownQuota>();
  /** By the monotonic clock. */
  readonly #pausedUntil = new Map<string, number>();
  readonly #limitedInARow = new Map<string, { times: number; kind: Kind }>();
  /** Whose requests those about an owner's repositories were last. */
  readonly #accounts = new LRUCache<string, Account>({ max: 10_000 });

  constructor(options: {
    memory: CodeHostMemory;
    now: () => Date;
    /** Milliseconds that never jump: a clock that is set must neither end a pause nor make one longer. */
    monotonic: () => number;
  }) {
    this.#memory = options.memory;
    this.#now = options.now;
    this.#monotonic = options.monotonic;
  }

  /** Before each request. Throws a WaitingError while the host is left alone. */
  async require(account: Account, repository: RepositoryRef): Promise<void> {
    this.#accounts.set(ownerOf(repository), account);
    const pause = await this.#pausedFor(account);
    if (pause > 0) throw tooEarly(repository, pause);
  }

  /** Before each write, after `require`: counts it. Throws a WaitingError when it would be one too many. */
  async requireWrite(
    account: Account,
    repository: RepositoryRef,
  ): Promise<void> {
    if (!limitedHost.test(account.host)) return;
    const pause = await this.#memory.takeWrite(account.key, writeLimits);
    if (pause !== undefined) throw tooEarly(repository, pause);
  }

  /** After each answer. */
  heard(
    account: Account,
    answered: Answered,
    { kind, headers }: { kind: Kind; headers: Record<string, unknown> },
  ): void {
    const quota = this.#quotaOf(account);
    quota.requests[answered]++;
    const limited = this.#limitedInARow.get(account.key);
    // Reads may pass while writes are too many.
    const isOver = limited?.kind === 'read' || kind === 'write';
    if (answered !== 'limited' && isOver)
      this.#limitedInARow.delete(account.key);
    // Searches and GraphQL have limits of their own.
    if ((headers['x-ratelimit-resource'] ?? 'core') !== 'core') return;
    const limit = Number(headers['x-ratelimit-limit'] ?? NaN);
    const remaining = Number(headers['x-ratelimit-remaining'] ?? NaN);
    const reset = Number(headers['x-ratelimit-reset'] ?? NaN) * 1_000;
    if (!(limit > 0) || !(remaining >= 0) || !(reset > 0)) return;
    // The reset is a time of the host's clock.
    const hostNow = Date.parse(String(headers.date));
    const left =
      reset - (Number.isNaN(hostNow) ? this.#now().getTime() : hostNow);
    const resetAt = this.#monotonic() + Math.max(0, left);
    Object.assign(quota, { limit, remaining, resetAt });
  }

  /** After an answer that it is too much: how long the host is left alone, by every replica. */
  async limited(
    account: Account,
    { kind, milliseconds }: { kind: Kind; milliseconds: number },
  ): Promise<number> {
    const now = this.#monotonic();
    const known = (this.#pausedUntil.get(account.key) ?? 0) - now;
    const times = this.#limitedInARow.get(account.key)?.times ?? 0;
    // Requests that were under way together are told together.
    const isAgain = known <= 0;
    const doubled = Math.min(
      isAgain ? milliseconds * 2 ** times : known,
      longestDoubled,
    );
    const pause = Math.max(milliseconds, doubled);
    if (isAgain)
      this.#limitedInARow.set(account.key, { times: times + 1, kind });
    this.#pausedUntil.set(account.key, now + pause);
    await this.#memory.pause(account.key, pause);
    return pause;
  }

  /** Milliseconds until there are enough requests again for those that can wait; undefined while there are. */
  shortFor(repository: RepositoryRef): number | undefined {
    const account = this.#accounts.get(ownerOf(repository));
    const quota = account && this.#quotas.get(account.key);
    return quota && this.#shortFor(quota);
  }

  /** Of all accounts that this process has made requests for. */
  quotas(): Quota[] {
    const date = (at: number | undefined) =>
      at === undefined
        ? undefined
        : new Date(this.#now().getTime() + at - this.#monotonic());
    return [...this.#quotas].map(([key, { resetAt, ...quota }]) => {
      const until = this.#pausedUntil.get(key) ?? 0;
      return {
        ...quota,
        resetsAt: date(resetAt),
        short: this.#shortFor({ ...quota, resetAt }) !== undefined,
        pausedUntil: until > this.#monotonic() ? date(until) : undefined,
        requests: { ...quota.requests },
      };
    });
  }

  #shortFor({ limit, remaining, resetAt }: KnownQuota): number | undefined {
    if (!limit || remaining === undefined || !resetAt) return undefined;
    const left = resetAt - this.#monotonic();
    return left > 0 && remaining < limit * shortShare ? left : undefined;
  }

  async #pausedFor(account: Account): Promise<number> {
    const now = this.#monotonic();
    let until = this.#pausedUntil.get(account.key);
    if (until === undefined) {
      // What another replica, or this one before a restart, was told.
      until = now + (await this.#memory.pausedFor(account.key));
      this.#pausedUntil.set(account.key, until);
    }
    const { remaining, resetAt = 0 } = this.#quotaOf(account);
    const usedUp = remaining === 0 ? resetAt : 0;
    return Math.max(until, usedUp) - now;
  }

  #quotaOf({ key, host, title }: Account): KnownQuota {
    const existing = this.#quotas.get(key);
    if (existing) return existing;
    const created: KnownQuota = {
      host,
      account: title,
      limit: undefined,
      remaining: undefined,
      resetAt: undefined,
      requests: { charged: 0, unchanged: 0, limited: 0 },
    };
    this.#quotas.set(key, created);
    return created;
  }
}

function ownerOf({ host, owner }: RepositoryRef): string {
  return `${host}/${owner}`.toLowerCase();
}

function tooEarly(
  { host, owner, name }: RepositoryRef,
  pause: number,
): WaitingError {
  return new WaitingError(
    `${host} limits the rate of requests; the next look at ${owner}/${name} waits for that`,
    { afterMilliseconds: pause },
  );
}
