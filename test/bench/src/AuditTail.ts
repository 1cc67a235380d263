import { open } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { AuditRecord } from '@previewenv/test-cluster/src/ground/auditLog';
import { kit } from '@previewenv/test-cluster/src/ground/place';

/** A request with the moment in which its answer was complete. */
export interface TimedRecord extends AuditRecord {
  /** ISO 8601. */
  stageTimestamp: string;
}

const pollMilliseconds = 5;

/** Follows the API server's audit log: the clock of every contender, because all of them end in a request to it. */
export class AuditTail {
  readonly #records: TimedRecord[] = [];
  #offset = 0;
  #rest = '';

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
    const file = await open(kit.auditLog);
    try {
      const { size } = await file.stat();
      // the API server has begun a new file
      if (size < this.#offset) this.#offset = 0;
      const buffer = Buffer.alloc(size - this.#offset);
      await file.read(buffer, 0, buffer.length, this.#offset);
      this.#offset = size;
      const lines = (this.#rest + buffer.toString()).split('\n');
      this.#rest = lines.pop() ?? '';
      for (const line of lines) {
        const record: TimedRecord = JSON.parse(line);
        if (record.stage === 'ResponseComplete') this.#records.push(record);
      }
    } finally {
      await file.close();
    }
  }
}
