import { LoggerService } from '@backstage/backend-plugin-api';
import { WorkLease } from '../kubernetes';
import { Claim } from '../preview';
import { Store } from '../store/types';

/** Renewed when a third of it is over: there is time for a second attempt before a write would be refused. */
const renewals = 3;
/** Whoever looks for longer than so many leases hangs, and somebody else may try. */
const longestLookLeases = 4;

/** The lease of a look that is going on. It is renewed, so that slow answers do not keep a look from acting upon them. */
export class HeldLease implements WorkLease {
  readonly #store: Pick<Store, 'renew'>;
  readonly #milliseconds: number;
  readonly #logger: LoggerService;
  #claim: Claim;
  #renewed = 0;
  #timer: NodeJS.Timeout | undefined;
  #givenBack = false;

  constructor(options: {
    claim: Claim;
    store: Pick<Store, 'renew'>;
    leaseMilliseconds: number;
    logger: LoggerService;
  }) {
    this.#claim = options.claim;
    this.#store = options.store;
    this.#milliseconds = options.leaseMilliseconds;
    this.#logger = options.logger;
    this.#wait();
  }

  get generation(): number {
    return this.#claim.leaseGeneration;
  }

  remainingMilliseconds(): number {
    return this.#givenBack ? 0 : this.#claim.remainingMilliseconds();
  }

  /** Nothing may be written any more, whatever the look does. */
  giveBack(): void {
    this.#givenBack = true;
    this.end();
  }

  /** The look is over. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wait(): void {
    if (this.#renewed === renewals * longestLookLeases) return;
    this.#timer = setTimeout(() => {
      this.#renew().catch(error => {
        // What is left of it goes on to count.
        this.#logger.warn(
          `Preview ${this.#claim.previewId}: the lease could not be renewed`,
          error,
        );
      });
    }, this.#milliseconds / renewals);
  }

  async #renew(): Promise<void> {
    this.#renewed += 1;
    const timer = this.#timer;
    try {
      const renewed = await this.#store.renew(this.#claim, this.#milliseconds);
      // Somebody else has it: nothing brings it back.
      if (!renewed) return this.end();
      this.#claim = renewed;
    } finally {
      // It may have ended meanwhile.
      if (timer && this.#timer === timer) this.#wait();
    }
    return undefined;
  }
}
