/** Every process believes a definition it has read for at most ten minutes (RepositoryFiles), and a look takes no minute. */
const secondThoughtsMilliseconds = 11 * 60_000;

interface Asked {
  state: string;
  at: number;
  again: boolean;
}

/**
 * What looks were asked for already, by pull request, so that the same sight of one that never asked for a preview is not reported with
 * every listing. It is reported once more later: a look by a process that had not heard of the newest definition has seen too little.
 */
export class AskedLooks {
  readonly #now: () => Date;
  #asked = new Map<number, Asked>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  isWanted(number: number, state: string): boolean {
    const asked = this.#asked.get(number);
    if (asked?.state !== state) return true;
    const age = this.#now().getTime() - asked.at;
    return !asked.again && age >= secondThoughtsMilliseconds;
  }

  wasAsked(number: number, state: string): boolean {
    return this.#asked.get(number)?.state === state;
  }

  asked(number: number, state: string): void {
    const before = this.#asked.get(number);
    const again = before?.state === state;
    this.#asked.set(number, { state, at: this.#now().getTime(), again });
  }

  /** Forgets what was asked of all others: nothing about them differs any more, and a difference is news again. */
  keepOnly(numbers: number[]): void {
    const kept = new Set(numbers);
    for (const number of this.#asked.keys()) {
      if (!kept.has(number)) this.#asked.delete(number);
    }
  }

  forgetAll(): void {
    this.#asked.clear();
  }
}
