import {
  PullRequestComment,
  PullRequestRef,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { GithubClient } from './GithubClient';

const reading = {
  doing: 'read comments on pull requests',
  permission: 'Pull requests: read',
};
const asking = {
  doing: 'read the permissions of people',
  permission: 'Metadata: read',
};
const reacting = {
  doing: 'react to comments on pull requests',
  permission: 'Pull requests: write',
};

const commentSchema = z.object({
  id: z.number(),
  body: z.string().nullish(),
  user: z.object({ login: z.string(), type: z.string().optional() }).nullish(),
  issue_url: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
});

const permissionSchema = z.object({ permission: z.string() });

/** What GitHub calls those who may write: `maintain` counts as write there, `triage` as read. */
const writers: ReadonlySet<string> = new Set(['admin', 'write']);

const signs = { accepted: '+1', refused: 'confused' };

/** Comments by which people command, and the right of their authors to do so. */
export class CommandComments {
  readonly #client: GithubClient;

  constructor(client: GithubClient) {
    this.#client = client;
  }

  async read(
    { repository, number }: PullRequestRef,
    commentId: string,
  ): Promise<PullRequestComment | undefined> {
    const id = idOf(commentId);
    if (id === undefined) return undefined;
    const found = await this.#client.read(
      {
        repository,
        route: 'GET /repos/{owner}/{repo}/issues/comments/{comment_id}',
        parameters: { comment_id: id },
        purpose: reading,
      },
      commentSchema,
    );
    // A comment elsewhere must not command here, whatever the webhook says.
    if (!found?.value.issue_url.endsWith(`/issues/${number}`)) return undefined;
    const { user, body, created_at, updated_at } = found.value;
    // Its account was deleted: there is nobody whose rights could be asked for.
    if (!user) return undefined;
    return {
      id: commentId,
      author: { login: user.login, bot: user.type === 'Bot' },
      body: body ?? '',
      createdAt: created_at,
      edited: updated_at !== created_at,
    };
  }

  /** Not conditional, so that it can't be an answer that was remembered (rule 7.24). */
  async mayWrite(repository: RepositoryRef, login: string): Promise<boolean> {
    const answer = await this.#client.ask(
      {
        repository,
        route: 'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
        parameters: { username: login },
        purpose: asking,
      },
      permissionSchema,
    );
    return answer !== undefined && writers.has(answer.permission);
  }

  async react(
    { repository }: PullRequestRef,
    commentId: string,
    reaction: 'accepted' | 'refused',
  ): Promise<void> {
    const id = idOf(commentId);
    if (id === undefined) return;
    await this.#client.write(
      {
        repository,
        route:
          'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions',
        parameters: { comment_id: id, content: signs[reaction] },
        purpose: reacting,
      },
      z.unknown(),
    );
  }
}

/** GitHub's ids are numbers; anything else could be a path. */
function idOf(commentId: string): number | undefined {
  return /^\d{1,15}$/.test(commentId) ? Number(commentId) : undefined;
}
