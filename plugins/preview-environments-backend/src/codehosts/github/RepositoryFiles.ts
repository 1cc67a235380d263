import {
  isRefused,
  RefusedError,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { answeredStatus } from './errors';
import { GithubClient } from './GithubClient';
import { contentSchema } from './schemas';

/** A file of the default branch. `revision` identifies the content. */
export interface RepositoryFile {
  text: string;
  revision: string;
}

const purpose = {
  doing: 'read files of the default branch',
  permission: 'Contents: read',
};

/** How long a file is believed without asking GitHub, should the webhook of a push be lost. */
const believedFor = 10 * 60_000;

/**
 * Reads files of default branches and remembers them until a push is heard of. A file that is absent is never remembered, and its absence
 * is only believed when the branch it is missing from can be read (rule 7.21).
 */
export class RepositoryFiles {
  readonly #client: GithubClient;
  readonly #now: () => Date;
  readonly #files = new LRUCache<
    string,
    { file: RepositoryFile; readAt: number }
  >({ max: 5_000 });
  /** Raised by each push that was heard of, so that a read that began before is not remembered after it. */
  readonly #pushes = new LRUCache<string, number>({ max: 10_000 });

  constructor(client: GithubClient, now: () => Date) {
    this.#client = client;
    this.#now = now;
  }

  async read(
    repository: RepositoryRef,
    path: string,
  ): Promise<RepositoryFile | undefined> {
    const pushes = this.#pushes.get(keyOf(repository)) ?? 0;
    const key = JSON.stringify([keyOf(repository), pushes, path]);
    const now = this.#now().getTime();
    const known = this.#files.get(key);
    if (known && now - known.readAt < believedFor) return known.file;
    const file = await this.#request(repository, path);
    if (file) this.#files.set(key, { file, readAt: now });
    else this.#files.delete(key);
    return file;
  }

  forget(repository: RepositoryRef): void {
    const key = keyOf(repository);
    this.#pushes.set(key, (this.#pushes.get(key) ?? 0) + 1);
  }

  async #request(
    repository: RepositoryRef,
    path: string,
  ): Promise<RepositoryFile | undefined> {
    const named = `${path} in ${repository.owner}/${repository.name}`;
    const reading = await this.#client.read(
      {
        repository,
        route: 'GET /repos/{owner}/{repo}/contents/{+path}',
        parameters: { path: encodePath(path, named) },
        purpose,
      },
      contentSchema,
    );
    if (!reading) {
      await this.#proveReadable(repository);
      return undefined;
    }
    const content = reading.value;
    if ('type' in content && content.type !== 'file') {
      throw new RefusedError(`${named} is not a file`);
    }
    if (!('encoding' in content) || content.encoding !== 'base64') {
      throw new RefusedError(`${named} is larger than 1 MB`);
    }
    return {
      text: Buffer.from(content.content, 'base64').toString('utf8'),
      revision: content.sha,
    };
  }

  /** GitHub also answers 404 for what may not be read, so an absent file proves nothing by itself. */
  async #proveReadable(repository: RepositoryRef): Promise<void> {
    const { owner, name } = repository;
    const { defaultBranch } = await this.#client.readRepository(repository);
    if (await this.#canReadBranch(repository, defaultBranch)) return;
    throw new RefusedError(
      `${owner}/${name}: the branch ${defaultBranch} cannot be read: give the GitHub App or token of integrations.github the permission "${purpose.permission}"`,
    );
  }

  async #canReadBranch(
    repository: RepositoryRef,
    branch: string,
  ): Promise<boolean> {
    const call = {
      repository,
      route: 'GET /repos/{owner}/{repo}/git/ref/heads/{+branch}',
      parameters: { branch: encodeSegments(branch) },
      purpose,
    };
    try {
      return (await this.#client.read(call, z.unknown())) !== undefined;
    } catch (error) {
      // GitHub's answer for a repository without a commit, in which every file is absent indeed.
      if (isRefused(error) && answeredStatus(error.cause) === 409) return true;
      throw error;
    }
  }
}

/** Owners and names are the same to GitHub in any case. */
function keyOf({ host, owner, name }: RepositoryRef): string {
  return `${host}/${owner}/${name}`.toLowerCase();
}

/** The path comes from an annotation: dots in it would lead the request, with our token, to another part of the API. */
function encodePath(path: string, named: string): string {
  if (path.split('/').some(part => ['', '.', '..'].includes(part))) {
    throw new RefusedError(
      `${named} is not a path from the repository's root, like preview.yaml`,
    );
  }
  return encodeSegments(path);
}

function encodeSegments(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
