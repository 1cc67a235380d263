import { RepositoryRef } from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { GitlabClient } from './GitlabClient';
import { Projects } from './Projects';
import { Users } from './Users';

const purpose = {
  doing: 'read the members of the project',
  role: 'Reporter' as const,
};

/** GitLab's number for Developer, the least role that may push. */
const developer = 30;

const memberSchema = z.object({
  access_level: z.number(),
  state: z.string(),
  /** Members who have to be let in first are `awaiting`. */
  membership_state: z.string().optional(),
});

/** What people may do in a project, by the role that counts there: their own, or that of a group. */
export class Members {
  readonly #client: GitlabClient;
  readonly #projects: Projects;
  readonly #users: Users;

  constructor(client: GitlabClient, projects: Projects, users: Users) {
    this.#client = client;
    this.#projects = projects;
    this.#users = users;
  }

  /** Neither who somebody is nor what they may do is remembered (rule 7.24). */
  async mayWrite(repository: RepositoryRef, login: string): Promise<boolean> {
    const project = await this.#projects.ifShown(repository);
    if (!project) return false;
    const userId = await this.#users.idOf(repository, login);
    if (userId === undefined) return false;
    const member = await this.#client.ask(
      {
        repository,
        path: `${project.path}/members/all/${userId}`,
        purpose,
      },
      memberSchema,
    );
    return (
      member !== undefined &&
      member.access_level >= developer &&
      member.state === 'active' &&
      (member.membership_state ?? 'active') === 'active'
    );
  }
}
