import { open } from 'node:fs/promises';

/** Follows a file that others write lines to. */
export class LineTail {
  readonly #path: string;
  #offset = 0;
  /** Bytes: a character may be half written, too. */
  #rest = Buffer.alloc(0);

  constructor(path: string) {
    this.#path = path;
  }

  /** The lines that were finished since the last time. */
  async read(): Promise<string[]> {
    const file = await open(this.#path);
    try {
      const { size } = await file.stat();
      // The writer has begun a new file, which does not go on where the old one ended.
      if (size < this.#offset) {
        this.#offset = 0;
        this.#rest = Buffer.alloc(0);
      }
      const buffer = Buffer.alloc(size - this.#offset);
      await file.read(buffer, 0, buffer.length, this.#offset);
      this.#offset = size;
      const text = Buffer.concat([this.#rest, buffer]);
      const end = text.lastIndexOf('\n') + 1;
      this.#rest = text.subarray(end);
      return text.subarray(0, end).toString().split('\n').slice(0, -1);
    } finally {
      await file.close();
    }
  }
}
