import { RepositoryRef } from '@previewenv/plugin-preview-environments-node';
import { LRUCache } from 'lru-cache';
import { repositoryKey } from '../preview';

/** A file of the default branch. `revision` identifies the content. */
export interface RepositoryFile {
  text: string;
  revision: string;
}

/** How long a file is believed without asking the code host, should the webhook of a push be lost. */
const believedFor = 10 * 60_000;
/** How long it is believed while listings say that nothing was pushed, should the code host ever be late to say otherwise. */
const believedAtMost = 6 * 60 * 60_000;

interface Believed {
  file: RepositoryFile;
  readAt: number;
  /** The last push that was known of before the file was read; undefined when none was. */
  lastPush: string | undefined;
}

/** Asks the code host for a file. A file is only said to be absent when the branch that it is missing from can be read (rule 7.21). */
type ReadFile = (
  repository: RepositoryRef,
  path: string,
) => Promise<RepositoryFile | undefined>;

/** Remembers files of default branches until a push is heard of. A file that is absent is never remembered. */
export class RememberedFiles {
  readonly #request: ReadFile;
  readonly #now: () => Date;
  readonly #files = new LRUCache<string, Believed>({ max: 5_000 });
  /** What listings have said of the last push to a repository, and when. */
  readonly #lastPushes = new LRUCache<
    string,
    { lastPush: string; heardAt: number }
  >({ max: 10_000 });
  /** Raised by each push that was heard of, so that a read that began before is not remembered after it. */
  readonly #pushes = new LRUCache<string, number>({ max: 10_000 });

  constructor(request: ReadFile, now: () => Date) {
    this.#request = request;
    this.#now = now;
  }

  async read(
    repository: RepositoryRef,
    path: string,
  ): Promise<RepositoryFile | undefined> {
    const pushes = this.#pushes.get(repositoryKey(repository)) ?? 0;
    const key = JSON.stringify([repositoryKey(repository), pushes, path]);
    const now = this.#now().getTime();
    const known = this.#files.get(key);
    if (known && this.#isBelieved(repository, known, now)) return known.file;
    const lastPush = this.#lastPushes.get(repositoryKey(repository))?.lastPush;
    const file = await this.#request(repository, path);
    if (file) this.#files.set(key, { file, readAt: now, lastPush });
    else this.#files.delete(key);
    return file;
  }

  forget(repository: RepositoryRef): void {
    const key = repositoryKey(repository);
    this.#pushes.set(key, (this.#pushes.get(key) ?? 0) + 1);
  }

  /** A listing has told which push to the repository was the last one. While that stays the same, so do the files. */
  heardOfLastPush(repository: RepositoryRef, lastPush: string): void {
    const heardAt = this.#now().getTime();
    this.#lastPushes.set(repositoryKey(repository), { lastPush, heardAt });
  }

  #isBelieved(
    repository: RepositoryRef,
    { readAt, lastPush }: Believed,
    now: number,
  ): boolean {
    if (now - readAt < believedFor) return true;
    const heard = this.#lastPushes.get(repositoryKey(repository));
    return (
      heard !== undefined &&
      heard.lastPush === lastPush &&
      now - heard.heardAt < believedFor &&
      now - readAt < believedAtMost
    );
  }
}
