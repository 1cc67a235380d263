import { Clock } from '../../clock';
import { Exchange } from '../../http';

const minute = 60_000;
const hour = 60 * minute;

/** What GitHub enforces; what is left out is not. */
export interface EnforcedLimits {
  writesPerMinute?: number;
  writesPerHour?: number;
  requestsPerHour?: number;
}

/** Requests that a token may make in an hour, when nothing else is said. */
const usualRequestsPerHour = 5_000;

/** What a token has done. */
class Account {
  readonly #clock: Clock;
  #writes: number[] = [];
  #used = 0;
  #windowSince = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Requests of this hour that cost something. */
  get used(): number {
    this.#roll();
    return this.#used;
  }

  /** When they are forgotten. */
  get reset(): number {
    this.#roll();
    return this.#windowSince + hour;
  }

  charge(): void {
    this.#roll();
    this.#used++;
  }

  writesWithin(milliseconds: number): number {
    const now = this.#clock.now().getTime();
    this.#writes = this.#writes.filter(at => at > now - hour);
    return this.#writes.filter(at => at > now - milliseconds).length;
  }

  write(): void {
    this.#writes.push(this.#clock.now().getTime());
  }

  #roll(): void {
    const now = this.#clock.now().getTime();
    if (now < this.#windowSince + hour) return;
    this.#windowSince = now;
    this.#used = 0;
  }
}

/** GitHub's limits, for each token by itself. Nothing is refused until a test enforces them: scenarios write more in a second than people do in an hour. */
export class Limits {
  readonly #clock: Clock;
  readonly #accounts = new Map<string, Account>();
  #enforced: EnforcedLimits = {};
  /** Requests that were refused because they were too many. */
  refused = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  enforce(limits: EnforcedLimits): void {
    this.#enforced = limits;
  }

  /** What refuses a request; undefined lets it pass. Writes that pass are counted. */
  meet({
    method,
    headers: { authorization },
  }: Exchange):
    | { message: string; headers: Record<string, string> }
    | undefined {
    const account = this.#accountOf(authorization);
    const {
      requestsPerHour = Infinity,
      writesPerMinute = Infinity,
      writesPerHour = Infinity,
    } = this.#enforced;
    if (account.used >= requestsPerHour) {
      this.refused++;
      return { message: 'API rate limit exceeded for user.', headers: {} };
    }
    if (method === 'GET' || method === 'HEAD') return undefined;
    if (
      account.writesWithin(minute) >= writesPerMinute ||
      account.writesWithin(hour) >= writesPerHour
    ) {
      this.refused++;
      return {
        message:
          'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
        headers: { 'retry-after': '60' },
      };
    }
    account.write();
    return undefined;
  }

  /** A request that costs something was answered. */
  charge({ headers: { authorization } }: Exchange): void {
    this.#accountOf(authorization).charge();
  }

  headers({ headers: { authorization } }: Exchange): Record<string, string> {
    const account = this.#accountOf(authorization);
    const limit = this.#enforced.requestsPerHour ?? usualRequestsPerHour;
    const used = Math.min(account.used, limit);
    return {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(limit - used),
      'x-ratelimit-used': String(used),
      'x-ratelimit-reset': String(Math.ceil(account.reset / 1_000)),
      'x-ratelimit-resource': 'core',
    };
  }

  #accountOf(token = ''): Account {
    const known = this.#accounts.get(token) ?? new Account(this.#clock);
    this.#accounts.set(token, known);
    return known;
  }
}
