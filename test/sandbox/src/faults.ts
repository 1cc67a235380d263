/** What goes wrong: the next `times` requests that match are answered so, or late. */
export interface Fault {
  status?: number;
  times: number;
  /** A regular expression over `METHOD path`. */
  match?: string;
  delayMs?: number;
  headers?: Record<string, string>;
}

/** Faults that were asked for, used up in order. */
export class Faults {
  #faults: Fault[] = [];

  add(fault: Partial<Fault>): Fault[] {
    this.#faults.push({ times: 1, ...fault });
    return this.#faults;
  }

  clear(): Fault[] {
    this.#faults = [];
    return this.#faults;
  }

  /** Waits if the fault says so; answers the status to refuse with, or undefined to go on. */
  async meet(
    request: string,
  ): Promise<{ status: number; headers: Record<string, string> } | undefined> {
    const fault = this.#faults.find(
      ({ times, match }) =>
        times > 0 && (!match || new RegExp(match).test(request)),
    );
    if (!fault) return undefined;
    fault.times--;
    if (fault.delayMs)
      await new Promise(resolve => setTimeout(resolve, fault.delayMs));
    return fault.status
      ? { status: fault.status, headers: fault.headers ?? {} }
      : undefined;
  }
}
