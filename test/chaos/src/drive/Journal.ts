import { ActionName, everythingDone } from '../plan/actions';
import { Wish } from './wishes';

/** What a person did, and what should have come of it. */
export interface JournalEntry {
  /** Before it was done. */
  from: number;
  /** When the code host had it. */
  at: number;
  previewId: string;
  action: ActionName;
  wish: Wish;
  open: boolean;
}

/** What people did, in its order. */
export class Journal {
  readonly #entries: JournalEntry[] = [];
  readonly #actions = new Map<string, number>();

  add(entry: JournalEntry): void {
    this.#entries.push(entry);
  }

  /** An action, with the moment that it was caught in. */
  count(action: string): void {
    this.#actions.set(action, (this.#actions.get(action) ?? 0) + 1);
  }

  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  of(previewId: string): JournalEntry[] {
    return this.#entries.filter(entry => entry.previewId === previewId);
  }

  /** How often each was done. */
  actions(): [string, number][] {
    return everythingDone.map(name => [name, this.#actions.get(name) ?? 0]);
  }

  /** What nobody did. */
  missing(): string[] {
    return this.actions().flatMap(([name, count]) => (count ? [] : [name]));
  }
}
