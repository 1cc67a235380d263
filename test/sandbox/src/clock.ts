/** Time as the sandbox sees it. Tests move it by hand, so that no test waits. */
export interface Clock {
  now(): Date;
  /** Runs once after that many milliseconds, unless the returned function is called first. */
  after(milliseconds: number, run: () => void): () => void;
}

/** The machine's own time. `stop` forgets everything that was planned. */
export class SystemClock implements Clock {
  readonly #planned = new Set<NodeJS.Timeout>();

  now(): Date {
    return new Date();
  }

  after(milliseconds: number, run: () => void): () => void {
    const timer = setTimeout(() => {
      this.#planned.delete(timer);
      run();
    }, milliseconds);
    this.#planned.add(timer);
    return () => {
      clearTimeout(timer);
      this.#planned.delete(timer);
    };
  }

  stop(): void {
    for (const timer of this.#planned) clearTimeout(timer);
    this.#planned.clear();
  }
}

interface Planned {
  at: number;
  order: number;
  run: () => void;
}

/** Stands still until told to advance. */
export class ManualClock implements Clock {
  #time: number;
  #order = 0;
  #planned: Planned[] = [];

  constructor(start: string = '2030-01-01T00:00:00.000Z') {
    this.#time = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#time);
  }

  after(milliseconds: number, run: () => void): () => void {
    const entry: Planned = {
      at: this.#time + milliseconds,
      order: this.#order++,
      run,
    };
    this.#planned.push(entry);
    return () => {
      this.#planned = this.#planned.filter(planned => planned !== entry);
    };
  }

  /** Runs what is due meanwhile, in order, also what that plans in turn. */
  advance(milliseconds: number): void {
    const end = this.#time + milliseconds;
    for (;;) {
      const [next] = this.#planned
        .filter(planned => planned.at <= end)
        .sort((a, b) => a.at - b.at || a.order - b.order);
      if (!next) break;
      this.#planned = this.#planned.filter(planned => planned !== next);
      this.#time = Math.max(this.#time, next.at);
      next.run();
    }
    this.#time = end;
  }
}
