import { PullRequestRef } from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { GitlabClient } from './GitlabClient';
import { Projects } from './Projects';
import { User, Users, userSchema } from './Users';

const purpose = {
  doing: 'read who set the labels of merge requests',
  role: 'Reporter' as const,
};

/** Of 100 events each; who set a label of a merge request with more of them is not known. */
const mostPages = 10;

const eventSchema = z.object({
  id: z.number(),
  action: z.string(),
  user: userSchema.nullish(),
  // Nothing when the label was deleted.
  label: z.object({ name: z.string() }).nullish(),
});

/** Who set the labels of a merge request, by the events that GitLab keeps of it. */
export class LabelEvents {
  readonly #client: GitlabClient;
  readonly #projects: Projects;
  readonly #users: Users;

  constructor(client: GitlabClient, projects: Projects, users: Users) {
    this.#client = client;
    this.#projects = projects;
    this.#users = users;
  }

  async readSetters({
    repository,
    number,
  }: PullRequestRef): Promise<Record<string, { login: string; bot: boolean }>> {
    const project = await this.#projects.of(repository);
    const events = await this.#client.readAll(
      {
        repository,
        path: `${project.path}/merge_requests/${number}/resource_label_events`,
        purpose,
      },
      eventSchema,
      mostPages,
    );
    // The last ones are what counts, and they are at the end.
    if (!events?.complete) return {};
    const setters = new Map<string, User>();
    for (const { action, user, label } of byAge(events.value)) {
      if (!label) continue;
      if (action === 'add' && user) setters.set(label.name, user);
      else setters.delete(label.name);
    }
    return Object.fromEntries(
      await Promise.all(
        [...setters].map(
          async ([label, user]) =>
            [label, await this.#users.describe(repository, user)] as const,
        ),
      ),
    );
  }
}

function byAge<T extends { id: number }>(events: T[]): T[] {
  return [...events].sort((one, other) => one.id - other.id);
}
