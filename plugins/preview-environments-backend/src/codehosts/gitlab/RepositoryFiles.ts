import {
  RefusedError,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { RepositoryFile } from '../RememberedFiles';
import { requireInside } from '../repositoryPath';
import { Branches } from './Branches';
import { GitlabClient } from './GitlabClient';
import { Projects } from './Projects';

const purpose = {
  doing: 'read files of the default branch',
  role: 'Reporter' as const,
};

/** Definitions are small; what is larger is none. */
const mostBytes = 1024 * 1024;

const fileSchema = z.object({
  encoding: z.literal('base64'),
  content: z.string(),
  blob_id: z.string(),
  size: z.number(),
});

/** Reads files of default branches. That one is absent is only believed when the branch it is missing from can be read (rule 7.21). */
export class RepositoryFiles {
  readonly #client: GitlabClient;
  readonly #projects: Projects;
  readonly #branches: Pick<Branches, 'requireReadable'>;

  constructor(
    client: GitlabClient,
    projects: Projects,
    branches: Pick<Branches, 'requireReadable'>,
  ) {
    this.#client = client;
    this.#projects = projects;
    this.#branches = branches;
  }

  async read(
    repository: RepositoryRef,
    path: string,
  ): Promise<RepositoryFile | undefined> {
    const named = `${path} in ${repository.owner}/${repository.name}`;
    requireInside(path, named);
    const project = await this.#projects.of(repository);
    const file = await this.#client.read(
      {
        repository,
        path: `${project.path}/repository/files/${encodeURIComponent(path)}`,
        // The default branch, whatever it is called by now.
        query: { ref: 'HEAD' },
        purpose,
      },
      fileSchema,
    );
    if (!file) {
      await this.#branches.requireReadable(
        await this.#projects.read(repository),
      );
      return undefined;
    }
    if (file.size > mostBytes)
      throw new RefusedError(`${named} is larger than 1 MB`);
    return {
      text: Buffer.from(file.content, 'base64').toString('utf8'),
      revision: file.blob_id,
    };
  }
}
