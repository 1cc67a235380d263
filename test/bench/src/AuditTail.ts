import { setTimeout as pause } from 'node:timers/promises';
import { TimedRecord } from '@previewenv/test-cluster/src/ground/auditLog';
import { LineTail } from '@previewenv/test-cluster/src/ground/LineTail';
import { kit } from '@previewenv/test-cluster/src/ground/place';

const pollMilliseconds = 5;

/** Follows the API server's audit log: the clock of every contender, because all of them end in a request to it. */
export class AuditTail {
  readonly #records: TimedRecord[] = [];
  readonly #log = new LineTail(kit.auditLog);

  /** Forgets what was read so far, so that a long run does not pile it up. */
  async skip(): Promise<void> {
    await this.#read();
    this.#records.length = 0;
  }

  /** Everything since the last skip. */
  async all(): Promise<readonly TimedRecord[]> {
    await this.#read();
    return this.#records;
  }

  /** The first request since the last skip that `matches`. Throws with `what` when none comes in time. */
  async first(
    what: string,
    matches: (record: TimedRecord) => boolean,
    options: { withinMilliseconds: number },
  ): Promise<TimedRecord> {
    const deadline = performance.now() + options.withinMilliseconds;
    let looked = 0;
    do {
      await this.#read();
      for (; looked < this.#records.length; looked += 1) {
        if (matches(this.#records[looked])) return this.#records[looked];
      }
      await pause(pollMilliseconds);
    } while (performance.now() < deadline);
    throw new Error(
      `${what} did not happen within ${options.withinMilliseconds} ms`,
    );
  }

  async #read(): Promise<void> {
    for (const line of await this.#log.read()) {
      const record: TimedRecord = JSON.parse(line);
      if (record.stage === 'ResponseComplete') this.#records.push(record);
    }
  }
}
