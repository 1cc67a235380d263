import {
  Branch,
  RefusedError,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { isBranchName } from '../../preview';
import { GitlabClient } from './GitlabClient';
import { Project, Projects, repositoryOf } from './Projects';

const purpose = { doing: 'read branches', role: 'Reporter' as const };

const branchSchema = z.object({
  name: z.string(),
  commit: z.object({ id: z.string().regex(/^[0-9a-f]{40,64}$/) }),
  web_url: z.string(),
});

/** Branches of projects. That one is absent is only believed where the default branch can be read (rule 7.21). */
export class Branches {
  readonly #client: GitlabClient;
  readonly #projects: Projects;

  constructor(client: GitlabClient, projects: Projects) {
    this.#client = client;
    this.#projects = projects;
  }

  /** Undefined when there is none of just that name. Throws a RefusedError for a project whose branches we are not shown. */
  async read(
    repository: RepositoryRef,
    name: string,
  ): Promise<Branch | undefined> {
    const project = await this.#projects.of(repository);
    const known = await this.#branchOf(project, name);
    if (known) return known;
    // A branch is only known to be absent from the project that has this name now.
    const current = await this.#projects.read(repository);
    const found =
      current.id === project.id
        ? undefined
        : await this.#branchOf(current, name);
    if (!found) await this.requireReadable(current);
    return found;
  }

  /** GitLab also answers 404 for what may not be read. Throws a RefusedError where an absent branch or file proves nothing for that reason. */
  async requireReadable(project: Project): Promise<void> {
    const { owner, name, defaultBranch, empty } = project;
    if (empty || (await this.#find(project, defaultBranch))) return;
    throw new RefusedError(
      `${owner}/${name}: the branch ${defaultBranch} cannot be read: give the owner of the token of integrations.gitlab the role ${purpose.role} there`,
    );
  }

  async #branchOf(project: Project, name: string): Promise<Branch | undefined> {
    // What is no name could lead the request to another part of the API.
    const answered = isBranchName(name)
      ? await this.#find(project, name)
      : undefined;
    return answered?.name === name
      ? {
          repository: repositoryOf(project),
          name,
          headSha: answered.commit.id,
          url: answered.web_url,
        }
      : undefined;
  }

  async #find(
    project: Project,
    name: string,
  ): Promise<z.infer<typeof branchSchema> | undefined> {
    const path = `${project.path}/repository/branches/${encodeURIComponent(
      name,
    )}`;
    return this.#client.read(
      { repository: project, path, purpose },
      branchSchema,
    );
  }
}
