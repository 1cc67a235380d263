import { PullRequestRef } from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { GithubClient } from './GithubClient';

const purpose = {
  doing: 'read who set the labels of pull requests',
  permission: 'Issues: read',
};

/** Of 100 events each; who set a label of a pull request with more of them is not known. */
const mostPages = 10;

/** Only what happened to labels is kept. */
const eventSchema = z
  .object({
    event: z.string(),
    actor: z
      .object({ login: z.string(), type: z.string().optional() })
      .nullish(),
    label: z.object({ name: z.string() }).nullish(),
  })
  .transform(({ event, actor, label }) =>
    label && (event === 'labeled' || event === 'unlabeled')
      ? {
          label: label.name,
          by:
            event === 'labeled' && actor
              ? { login: actor.login, bot: actor.type === 'Bot' }
              : undefined,
        }
      : undefined,
  );

/** Who set the labels of a pull request, by the events that GitHub keeps of it. A webhook's sender is not believed: anybody can send one. */
export class LabelEvents {
  readonly #client: GithubClient;

  constructor(client: GithubClient) {
    this.#client = client;
  }

  async readSetters({
    repository,
    number,
  }: PullRequestRef): Promise<Record<string, { login: string; bot: boolean }>> {
    const events = await this.#client.readAll(
      {
        repository,
        route: 'GET /repos/{owner}/{repo}/issues/{issue_number}/events',
        parameters: { issue_number: number },
        purpose,
      },
      eventSchema,
      mostPages,
    );
    // The last ones are what counts, and they are at the end.
    if (!events?.complete) return {};
    const setters = new Map<string, { login: string; bot: boolean }>();
    for (const event of events.value) {
      if (event?.by) setters.set(event.label, event.by);
      else if (event) setters.delete(event.label);
    }
    return Object.fromEntries(setters);
  }
}
