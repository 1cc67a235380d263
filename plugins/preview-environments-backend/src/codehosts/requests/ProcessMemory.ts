import { LRUCache } from 'lru-cache';
import {
  CodeHostMemory,
  RememberedAnswer,
  WriteLimits,
} from '../../store/codeHostMemory';
import { writeWindow } from '../../store/writeWindow';

/** What is remembered for conditional requests, in characters of JSON, over all repositories. */
const rememberedSize = 64 * 1024 * 1024;

/** A memory of one process, which knows nothing of its replicas. */
export class ProcessMemory implements CodeHostMemory {
  readonly #now: () => Date;
  readonly #answers = new LRUCache<string, RememberedAnswer>({
    maxSize: rememberedSize,
    sizeCalculation: ({ value }) => JSON.stringify(value).length + 200,
  });
  readonly #writes = new Map<string, number[]>();
  readonly #pausedUntil = new Map<string, number>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  async answer(key: string): Promise<RememberedAnswer | undefined> {
    return this.#answers.get(key);
  }

  async rememberAnswer(key: string, answer: RememberedAnswer): Promise<void> {
    this.#answers.set(key, answer);
  }

  async takeWrite(
    account: string,
    limits: WriteLimits,
  ): Promise<number | undefined> {
    const paused = await this.pausedFor(account);
    const now = this.#now().getTime();
    const writes = this.#writes.get(account) ?? [];
    const { counted, pause: full } = writeWindow(writes, limits, now);
    const pause = Math.max(paused, full);
    this.#writes.set(account, pause > 0 ? counted : [...counted, now]);
    return pause > 0 ? pause : undefined;
  }

  async pause(account: string, milliseconds: number): Promise<void> {
    const until = this.#now().getTime() + milliseconds;
    const known = this.#pausedUntil.get(account) ?? 0;
    this.#pausedUntil.set(account, Math.max(known, until));
  }

  async pausedFor(account: string): Promise<number> {
    const until = this.#pausedUntil.get(account) ?? 0;
    return Math.max(0, until - this.#now().getTime());
  }
}
