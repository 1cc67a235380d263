import { Clock } from '../clock';

/** Milliseconds before work that failed is tried again. */
const retryDelay = 1_000;

/** Works off keys one by one, each once however often it was added, and again when the work fails. */
export class WorkQueue {
  readonly #clock: Clock;
  readonly #name: string;
  readonly #work: (key: string) => void | Promise<void>;
  readonly #waiting = new Map<string, { due: number; cancel: () => void }>();
  readonly #busy = new Set<string>();
  readonly #again = new Set<string>();
  #stopped = false;

  constructor(options: {
    clock: Clock;
    name: string;
    work: (key: string) => void | Promise<void>;
  }) {
    this.#clock = options.clock;
    this.#name = options.name;
    this.#work = options.work;
  }

  /** Soon, or after that many milliseconds; of two times the earlier one counts. */
  add(key: string, after: number = 0): void {
    if (this.#stopped) return;
    const due = this.#clock.now().getTime() + after;
    const planned = this.#waiting.get(key);
    if (planned && planned.due <= due) return;
    planned?.cancel();
    const cancel = this.#clock.after(after, () => {
      this.#waiting.delete(key);
      this.#start(key);
    });
    this.#waiting.set(key, { due, cancel });
  }

  stop(): void {
    this.#stopped = true;
    for (const { cancel } of this.#waiting.values()) cancel();
    this.#waiting.clear();
  }

  #start(key: string): void {
    if (this.#busy.has(key)) {
      this.#again.add(key);
      return;
    }
    this.#busy.add(key);
    try {
      const result = this.#work(key);
      if (result)
        result.then(
          () => this.#done(key),
          error => this.#failed(key, error),
        );
      else this.#done(key);
    } catch (error) {
      this.#failed(key, error);
    }
  }

  #done(key: string): void {
    this.#busy.delete(key);
    if (this.#again.delete(key)) this.add(key);
  }

  #failed(key: string, error: unknown): void {
    process.stderr.write(
      `${this.#name} ${key}: ${
        error instanceof Error ? error.message : String(error)
      }\n`,
    );
    this.#done(key);
    this.add(key, retryDelay);
  }
}
