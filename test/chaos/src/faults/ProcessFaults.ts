import { setTimeout as pause } from 'node:timers/promises';
import { Trace, generationOf, previewOf } from '../ground/trace';
import { Backend } from '../product/Backend';
import { PassingRequest } from './HttpProxy';
import { Tally } from './Tally';
import { CaughtWrite, WriteTrap } from './WriteTrap';

/** A backend together with the trap on its way to the cluster. */
export interface TroubledBackend {
  backend: Backend;
  trap: WriteTrap;
}

const tenMinutes = 10 * 60 * 1000;
/** Milliseconds that a write is waited for before the trouble comes without one. */
const patience = 40_000;
/** Seconds after the lease in which the other backend is expected to take a preview over, at most. */
const longestTakeOver = 60;
const pollMilliseconds = 200;
/** Milliseconds in which a backend that goes on does what it can still do of its look. */
const aftermath = 2_000;

/** A namespace is the first of many writes of one look. */
const firstOfMany = ({ method, url }: PassingRequest): boolean =>
  method === 'POST' && /\/api\/v1\/namespaces(\?|$)/.test(url);

/** What happens to whole backends. One at a time: two of them are all there are. */
export class ProcessFaults {
  readonly #tally: Tally;
  readonly #trace: Trace;
  readonly #leaseSeconds: number;

  constructor(options: { tally: Tally; trace: Trace; leaseSeconds: number }) {
    this.#tally = options.tally;
    this.#trace = options.trace;
    this.#leaseSeconds = options.leaseSeconds;
  }

  /** Ends a backend while it waits for the answer to a write, and starts it again. */
  async kill({ backend, trap }: TroubledBackend, seconds: number) {
    const caught = await this.#catch(trap);
    await backend.kill('SIGKILL');
    caught?.release();
    this.#tally.count('backend kill -9');
    await pause(seconds * 1000);
    await backend.start();
  }

  /**
   * Stops a backend in the middle of a look that writes, until its lease is over and, if it was caught writing, the other backend has
   * written to the same preview under a newer lease.
   */
  async standStill({ backend, trap }: TroubledBackend, seconds: number) {
    const caught = await this.#catch(trap);
    backend.stop();
    const since = performance.now();
    // It lies in the stopped process's socket: the first that it sees when it goes on.
    caught?.release();
    const overtaken = caught && (await this.#awaitTakeOver(caught));
    const left = seconds * 1000 - (performance.now() - since);
    if (left > 0) await pause(left);
    backend.continue();
    this.#tally.count('backend SIGSTOP');
    if (overtaken) this.#tally.count('backend overtaken');
    await pause(aftermath);
  }

  async setClock(
    { backend }: TroubledBackend,
    direction: 'ahead' | 'behind',
    seconds: number,
  ) {
    const shift = direction === 'ahead' ? tenMinutes : -tenMinutes;
    if (!(await backend.shiftClock(shift))) return;
    this.#tally.count(direction === 'ahead' ? 'clock ahead' : 'clock behind');
    await pause(seconds * 1000);
    await backend.shiftClock(0);
  }

  async #catch(trap: WriteTrap): Promise<CaughtWrite | undefined> {
    const timeout = new AbortController();
    const caught = await Promise.race([
      trap.arm(firstOfMany),
      // Aborted when something was caught.
      pause(patience, undefined, { signal: timeout.signal }).catch(
        () => undefined,
      ),
    ]);
    timeout.abort();
    trap.disarm();
    return caught;
  }

  async #awaitTakeOver({ request }: CaughtWrite): Promise<boolean> {
    const generation = generationOf(request.headers['user-agent'] ?? '');
    const { metadata } = JSON.parse(request.body.toString()) as {
      metadata: { name: string };
    };
    const previewId = previewOf({
      resource: 'namespaces',
      namespace: undefined,
      name: metadata.name,
    });
    if (generation === undefined || previewId === undefined) return false;
    const deadline =
      performance.now() + (this.#leaseSeconds + longestTakeOver) * 1000;
    while (performance.now() < deadline) {
      if (this.#trace.newestGeneration(previewId) > generation) return true;
      await pause(pollMilliseconds);
    }
    return false;
  }
}
