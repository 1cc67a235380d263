/** Calls of the API, by method and path, and which of them a rate limit would charge. */
export class CallLog {
  #calls: Record<string, number> = {};
  #total = 0;
  #notModified = 0;

  count(call: string): void {
    this.#calls[call] = (this.#calls[call] ?? 0) + 1;
    this.#total++;
  }

  /** An answer of 304 is free. */
  countNotModified(): void {
    this.#notModified++;
  }

  get charged(): number {
    return this.#total - this.#notModified;
  }

  report(): Record<string, unknown> {
    return {
      total: this.#total,
      notModified: this.#notModified,
      charged: this.charged,
      calls: this.#calls,
    };
  }

  clear(): void {
    this.#calls = {};
    this.#total = 0;
    this.#notModified = 0;
  }
}
