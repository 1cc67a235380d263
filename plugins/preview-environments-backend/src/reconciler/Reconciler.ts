import { LoggerService } from '@backstage/backend-plugin-api';
import { isWaiting } from '@previewenv/plugin-preview-environments-node';
import { Alerts } from '../alerts';
import { runWithLease } from '../kubernetes';
import { Claim } from '../preview';
import { PreviewMetrics } from '../metrics';
import { Store } from '../store/types';
import { backOffMilliseconds } from './backOff';
import { failureOf, LeaseLostError } from './failures';
import { HeldLease } from './HeldLease';
import { LookOutcome, Recorded } from './Look';
import { parkedAlert, parkedKey } from './parkedAlert';

export interface ReconcilerOptions {
  store: Pick<
    Store,
    'claimDue' | 'renew' | 'complete' | 'fail' | 'release' | 'nextDue' | 'onDue'
  >;
  look: (claim: Claim) => Promise<LookOutcome>;
  /** Called after a look was written down. */
  recorded: Recorded;
  /** Counts how looks end. */
  metrics?: Pick<PreviewMetrics, 'looked'>;
  alerts: Alerts;
  logger: LoggerService;
  /** Names this process in leases. */
  worker: string;
  concurrency: number;
  leaseMilliseconds: number;
  /** How long the queue is left alone when nothing in it is known to be due. Hints of other replicas wait at most this long. */
  idleMilliseconds: number;
  random: () => number;
}

/** Claims previews that are due, looks at them, and writes down what became of it. One preview is worked by one worker at a time. */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  readonly #running = new Map<
    Claim,
    { lease: HeldLease; work: Promise<void> }
  >();
  readonly #stopping = new AbortController();
  #loop: Promise<void> | undefined;
  #wake: () => void = () => {};

  constructor(options: ReconcilerOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#loop) return;
    this.#options.store.onDue(() => this.#wake());
    this.#loop = this.#run();
  }

  /** Claims nothing more, lets running looks finish within the grace, and gives the leases of the others back. */
  async stop(graceMilliseconds: number): Promise<void> {
    this.#stopping.abort();
    this.#wake();
    await this.#loop;
    const finished = Promise.allSettled(
      [...this.#running.values()].map(({ work }) => work),
    );
    await Promise.race([
      finished,
      new Promise(resolve => setTimeout(resolve, graceMilliseconds).unref()),
    ]);
    if (this.#running.size === 0) return;
    // Whoever claims them next may begin at once: what still runs here must not write any more.
    for (const { lease } of this.#running.values()) lease.giveBack();
    await this.#options.store.release([...this.#running.keys()]);
  }

  async #run(): Promise<void> {
    const { store, worker, concurrency, leaseMilliseconds, logger } =
      this.#options;
    while (!this.#stopping.signal.aborted) {
      let wait: number;
      const woken = new Promise<void>(resolve => {
        this.#wake = resolve;
      });
      try {
        const limit = concurrency - this.#running.size;
        const claims =
          limit > 0
            ? await store.claimDue({ worker, limit, leaseMilliseconds })
            : [];
        for (const claim of claims) this.#begin(claim);
        wait = await this.#untilNext();
      } catch (error) {
        logger.error(
          'The queue could not be read; trying again',
          error as Error,
        );
        wait = backOffMilliseconds(2, this.#options.random);
      }
      await this.#pause(wait, woken);
    }
  }

  async #untilNext(): Promise<number> {
    const { store, concurrency, idleMilliseconds } = this.#options;
    // A look that ends wakes the loop.
    if (this.#running.size >= concurrency) return idleMilliseconds;
    return Math.min(
      idleMilliseconds,
      (await store.nextDue()) ?? idleMilliseconds,
    );
  }

  async #pause(milliseconds: number, woken: Promise<void>): Promise<void> {
    if (milliseconds <= 0) return;
    let timer: NodeJS.Timeout | undefined;
    const elapsed = new Promise<void>(resolve => {
      timer = setTimeout(resolve, milliseconds);
    });
    await Promise.race([woken, elapsed]);
    clearTimeout(timer);
  }

  #begin(claim: Claim): void {
    const { store, leaseMilliseconds, logger } = this.#options;
    const lease = new HeldLease({ claim, store, leaseMilliseconds, logger });
    const work = this.#work(claim, lease).finally(() => {
      lease.end();
      this.#running.delete(claim);
      this.#wake();
    });
    this.#running.set(claim, { lease, work });
  }

  async #work(claim: Claim, lease: HeldLease): Promise<void> {
    const { store, look, recorded, alerts, metrics } = this.#options;
    try {
      const result = await runWithLease(lease, () => look(claim));
      if (!(await store.complete(claim, result))) throw new LeaseLostError();
      metrics?.looked('done');
      recorded(claim.previewId, result.record, result.before);
      if (claim.parked) await alerts.clear(parkedKey(claim.previewId));
    } catch (error) {
      await this.#failed(claim, error);
    }
  }

  async #failed(claim: Claim, error: unknown): Promise<void> {
    const { store, logger, alerts, metrics, random } = this.#options;
    if (error instanceof LeaseLostError) {
      logger.warn(
        `Preview ${claim.previewId}: the lease was lost during the look; its result is dropped`,
      );
      metrics?.looked('lost');
      return;
    }
    metrics?.looked(isWaiting(error) ? 'waiting' : 'failed');
    const failure = failureOf(error, claim.attempts, random);
    if (isWaiting(error))
      logger.info(`Preview ${claim.previewId}: ${failure.message}`);
    else
      logger.error(
        `Preview ${claim.previewId}: the look failed`,
        error instanceof Error ? error : new Error(failure.message),
      );
    try {
      const outcome = await store.fail(claim, failure);
      if (outcome === 'parked') await alerts.raise(parkedAlert(claim));
    } catch (storeError) {
      // The lease runs out by itself and somebody takes the preview over.
      logger.error(
        `Preview ${claim.previewId}: the failure could not be written down`,
        storeError as Error,
      );
    }
  }
}
