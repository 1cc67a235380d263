import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Clock } from '../clock';

/** A part of the world that survives a restart. */
export interface Persistent {
  /** The file's name without ending: `cluster`. */
  readonly name: string;
  /** Everything that has to survive, as plain JSON. */
  snapshot(): unknown;
}

/** Milliseconds of changes that are written together. */
const defaultGather = 200;

/** Keeps one JSON file per part in a directory; a file is replaced whole, so that a crash leaves the older state, never half of one. */
export class StateDirectory {
  readonly #directory: string;
  readonly #clock: Clock;
  readonly #gather: number;
  readonly #dirty = new Set<Persistent>();
  #cancel: (() => void) | undefined;

  constructor(options: { directory: string; clock: Clock; gather?: number }) {
    this.#directory = options.directory;
    this.#clock = options.clock;
    this.#gather = options.gather ?? defaultGather;
    mkdirSync(this.#directory, { recursive: true });
  }

  get path(): string {
    return this.#directory;
  }

  /** What was kept under that name, or undefined at the first start. */
  read<T>(name: string): T | undefined {
    try {
      return JSON.parse(readFileSync(this.#file(name), 'utf8')) as T;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new Error(
        `${this.#file(name)} can't be read; delete ${
          this.#directory
        } to start afresh`,
        { cause: error },
      );
    }
  }

  /** The part has changed and is written soon. */
  changed(part: Persistent): void {
    this.#dirty.add(part);
    this.#cancel ??= this.#clock.after(this.#gather, () => this.flush());
  }

  /** Writes what has changed, now. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    for (const part of this.#dirty)
      this.write(`${part.name}.json`, JSON.stringify(part.snapshot()));
    this.#dirty.clear();
  }

  /** Replaces one file of the directory. */
  write(file: string, content: string): void {
    const target = join(this.#directory, file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(`${target}.new`, content);
    renameSync(`${target}.new`, target);
  }

  #file(name: string): string {
    return join(this.#directory, `${name}.json`);
  }
}
