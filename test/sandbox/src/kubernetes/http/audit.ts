/** A finished write, as a line of an API server's audit log tells it. */
export interface AuditEntry {
  at: string;
  user: string;
  verb: string;
  resource: string;
  namespace: string | undefined;
  name: string | undefined;
  subresource: string | undefined;
  dryRun: boolean;
  code: number;
}

/** Entries that are kept. */
const capacity = 5_000;

/** Who wrote what through the API. Controllers inside this process are not in it: they stand for other identities. */
export class AuditLog {
  readonly #listeners = new Set<(entry: AuditEntry) => void>();
  #entries: AuditEntry[] = [];
  #total = 0;

  add(entry: AuditEntry): void {
    this.#total++;
    this.#entries.push(entry);
    if (this.#entries.length > capacity) this.#entries.shift();
    for (const listener of this.#listeners) listener(entry);
  }

  /** Every entry from now on, as soon as the write is done, until the returned function is called. */
  subscribe(listener: (entry: AuditEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  report(): { total: number; writes: AuditEntry[] } {
    return { total: this.#total, writes: this.#entries };
  }

  clear(): void {
    this.#entries = [];
    this.#total = 0;
  }
}
