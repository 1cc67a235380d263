import { ClusterClient, WatchOptions } from './types';

/**
 * What a cache knows of one object. `notSeen` is no proof of absence: decisions that rest on absence need a live read
 * (rule 7.11). `unknown` while there was no complete list, or the cluster is out of reach.
 */
export type Sighting<T> =
  | { state: 'seen'; item: T }
  | { state: 'notSeen' }
  | { state: 'unknown'; reason: string; last: T | undefined };

/** What a cache knows of all objects. `last` is what was known before the trouble: to be shown, not to be decided upon. */
export type Knowledge<T> =
  | { state: 'known'; items: T[] }
  | { state: 'unknown'; reason: string; last: T[] };

/** An object appeared, changed (both set) or went (`item` undefined). */
export interface CacheChange<T> {
  key: string;
  item: T | undefined;
  previous: T | undefined;
}

/** The projected objects of a watch by key, with callbacks for changes. Follows the cluster until the signal. */
export class WatchCache<T> {
  readonly #keyOf: (item: T) => string;
  readonly #listeners = new Set<(change: CacheChange<T>) => void>();
  #items = new Map<string, T>();
  #trouble: string | undefined = 'not listed yet';
  #listed = false;

  constructor(options: { keyOf: (item: T) => string }) {
    this.#keyOf = options.keyOf;
  }

  /**
   * Follows the watch; resolves at the signal and rejects when a listener or `keyOf` throws.
   * May be called once per cache.
   */
  async follow(client: ClusterClient, options: WatchOptions<T>): Promise<void> {
    try {
      for await (const event of client.watch(options)) {
        if (event.type === 'synced') this.#replace(event.items);
        else if (event.type === 'trouble') this.#trouble = event.error.message;
        else if (event.type === 'resumed') this.#trouble = undefined;
        else this.#note(event.type, event.item);
      }
      this.#trouble = 'not watched any more';
    } catch (error) {
      this.#trouble = error instanceof Error ? error.message : String(error);
      throw error;
    }
  }

  find(key: string): Sighting<T> {
    const item = this.#items.get(key);
    if (this.#trouble !== undefined) {
      return { state: 'unknown', reason: this.#trouble, last: item };
    }
    return item === undefined ? { state: 'notSeen' } : { state: 'seen', item };
  }

  all(): Knowledge<T> {
    const items = [...this.#items.values()];
    return this.#trouble === undefined
      ? { state: 'known', items }
      : { state: 'unknown', reason: this.#trouble, last: items };
  }

  /** Whether there was a complete list at some time. */
  get listed(): boolean {
    return this.#listed;
  }

  /** Calls back after every change, the first list included. Returns what ends it. */
  onChange(listener: (change: CacheChange<T>) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #replace(items: T[]): void {
    const before = this.#items;
    this.#items = new Map(items.map(item => [this.#keyOf(item), item]));
    this.#trouble = undefined;
    this.#listed = true;
    for (const [key, item] of this.#items) {
      this.#tell({ key, item, previous: before.get(key) });
    }
    for (const [key, previous] of before) {
      if (!this.#items.has(key)) this.#tell({ key, item: undefined, previous });
    }
  }

  #note(type: 'added' | 'modified' | 'deleted', seen: T): void {
    const key = this.#keyOf(seen);
    const previous = this.#items.get(key);
    const item = type === 'deleted' ? undefined : seen;
    if (item === undefined) this.#items.delete(key);
    else this.#items.set(key, item);
    // Anything that arrives proves the connection.
    if (this.#listed) this.#trouble = undefined;
    this.#tell({ key, item, previous });
  }

  #tell(change: CacheChange<T>): void {
    for (const listener of this.#listeners) listener(change);
  }
}
