import {
  isRefused,
  RefusedError,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { RepositoryFile } from '../RememberedFiles';
import { requireInside } from '../repositoryPath';
import { answeredStatus } from './errors';
import { GithubClient } from './GithubClient';
import { contentSchema } from './schemas';

const purpose = {
  doing: 'read files of the default branch',
  permission: 'Contents: read',
};

/** Reads files of default branches. That one is absent is only believed when the branch it is missing from can be read (rule 7.21). */
export class RepositoryFiles {
  readonly #client: GithubClient;

  constructor(client: GithubClient) {
    this.#client = client;
  }

  async read(
    repository: RepositoryRef,
    path: string,
  ): Promise<RepositoryFile | undefined> {
    const named = `${path} in ${repository.owner}/${repository.name}`;
    requireInside(path, named);
    const reading = await this.#client.read(
      {
        repository,
        route: 'GET /repos/{owner}/{repo}/contents/{+path}',
        parameters: { path: encodeSegments(path) },
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

function encodeSegments(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
