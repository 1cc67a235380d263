import { Knex } from 'knex';
import { performance } from 'node:perf_hooks';
import { Claim } from '../preview';
import { claimDuePreviews, ClaimedLook } from './operations/claimDuePreviews';
import { renewLease } from './operations/renewLease';

/** What the store needs of the process it runs in. */
export interface StoreClock {
  now(): Date;
  /** Milliseconds that never jump. */
  monotonic(): number;
}

export const systemClock: StoreClock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
};

/** One look in so many is at whatever waits longest: the most that urgent ones can hold up the others. */
const urgentInARow = 3;

/** The leases that this process holds: the database's clock says when one ends, ours how much of it is left. */
export class Leases {
  readonly #knex: Knex;
  readonly #clock: StoreClock;
  /** Looks that this process has claimed so far. */
  #claimed = 0;

  constructor(knex: Knex, clock: StoreClock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** See `Store.claimDue`. */
  async claimDue(options: {
    worker: string;
    limit: number;
    leaseMilliseconds: number;
  }): Promise<Claim[]> {
    // Before the database's clock is read: what we believe to be left is never more than what is.
    const end = this.#clock.monotonic() + options.leaseMilliseconds;
    const rounds = (claimed: number) =>
      Math.floor(claimed / (urgentInARow + 1));
    const looks = await claimDuePreviews(this.#knex, {
      ...options,
      longestWaiting:
        rounds(this.#claimed + options.limit) - rounds(this.#claimed),
    });
    this.#claimed += looks.length;
    return looks.map(look => this.#claim(look, end));
  }

  /** See `Store.renew`. */
  async renew(
    claim: Claim,
    leaseMilliseconds: number,
  ): Promise<Claim | undefined> {
    const end = this.#clock.monotonic() + leaseMilliseconds;
    const held = await renewLease(this.#knex, claim, leaseMilliseconds);
    return held
      ? { ...claim, remainingMilliseconds: this.#until(end) }
      : undefined;
  }

  #claim(
    { look, repository, causes, claimedAt }: ClaimedLook,
    end: number,
  ): Claim {
    const { taken_over_at: takenOver } = look;
    return {
      previewId: look.preview_id,
      repository: {
        host: repository.host,
        owner: repository.owner,
        name: repository.name,
        id: repository.repository_id,
      },
      number: look.number,
      leaseGeneration: Number(look.lease_generation),
      attempts: look.attempts,
      // This one is counted too.
      unfinished: look.begun - 1,
      parked: look.parked_at !== null,
      causes,
      takenOverAt:
        takenOver === null
          ? undefined
          : this.#ago(claimedAt - Number(takenOver)),
      remainingMilliseconds: this.#until(end),
    };
  }

  /** A past of the database as a time of ours: whoever compares it with our clock gets the database's interval. */
  #ago(milliseconds: number): Date {
    return new Date(this.#clock.now().getTime() - milliseconds);
  }

  #until(end: number): () => number {
    return () => Math.max(0, end - this.#clock.monotonic());
  }
}
