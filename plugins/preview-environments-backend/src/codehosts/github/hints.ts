import { RepositoryRef } from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { parseCommand } from '../../commands/parseCommand';
import { Hint } from '../../preview';
import { repositorySchema } from './schemas';

/** What a webhook means to us. */
export type WebhookMeaning =
  /** Something about a pull request may have changed. */
  | { kind: 'look'; hint: Hint }
  /** The default branch moved. `touched` names the files, or is undefined when the webhook does not name them all. */
  | {
      kind: 'definitions';
      repository: RepositoryRef & { id: string };
      touched: string[] | undefined;
    }
  /** Somebody commands by a comment. */
  | { kind: 'command'; at: Omit<Hint, 'cause'>; commentId: string }
  | { kind: 'ignored'; reason: string };

/** Topics that GitHub's webhooks are published under by Backstage's events module. */
export const githubTopics = [
  'github.pull_request',
  'github.push',
  'github.issue_comment',
];

/** Actions after which a pull request may be previewed otherwise than before; the rest (assignments, reviews, locks) cannot matter. */
const actionsThatMatter: ReadonlySet<string> = new Set([
  'opened',
  'reopened',
  'closed',
  'synchronize',
  'edited',
  'labeled',
  'unlabeled',
  'ready_for_review',
  'converted_to_draft',
]);

/** The most commits that the webhook of a push names; a push of this many may have more. */
const mostCommits = 2_048;

const repositoryInWebhook = repositorySchema
  .extend({ html_url: z.url({ protocol: /^https?$/ }) })
  .transform(repository => ({
    host: new URL(repository.html_url).host,
    owner: repository.owner.login,
    name: repository.name,
    id: String(repository.id),
    defaultBranch: repository.default_branch,
  }));

const pullRequestWebhook = z.object({
  action: z.string(),
  number: z.number().int().positive(),
  repository: repositoryInWebhook,
});

const commentWebhook = z.object({
  action: z.string(),
  issue: z.object({
    number: z.number().int().positive(),
    // Issues are no pull requests, and have none of this.
    pull_request: z.object({}).optional(),
  }),
  comment: z.object({
    id: z.number().int().positive(),
    body: z.string(),
    user: z.object({ type: z.string().optional() }).nullish(),
  }),
  repository: repositoryInWebhook,
});

const fileNames = z.array(z.string()).optional();

const pushWebhook = z.object({
  ref: z.string(),
  repository: repositoryInWebhook,
  forced: z.boolean().optional(),
  commits: z
    .array(
      z.object({ added: fileNames, modified: fileNames, removed: fileNames }),
    )
    .optional(),
});

/** Reads a webhook, whoever sent it. Only its names and numbers are used, and only to look there. */
export function interpretWebhook(
  topic: string,
  payload: unknown,
): WebhookMeaning {
  if (topic === 'github.pull_request') return interpretPullRequest(payload);
  if (topic === 'github.push') return interpretPush(payload);
  if (topic === 'github.issue_comment') return interpretComment(payload);
  return { kind: 'ignored', reason: 'the topic is not used here' };
}

function interpretPullRequest(payload: unknown): WebhookMeaning {
  const parsed = pullRequestWebhook.safeParse(payload);
  if (!parsed.success) return notUnderstood(parsed.error);
  const { action, number, repository } = parsed.data;
  if (!actionsThatMatter.has(action)) {
    return { kind: 'ignored', reason: 'the action cannot matter to a preview' };
  }
  const { host, owner, name, id } = repository;
  return {
    kind: 'look',
    hint: {
      repository: { host, owner, name, id },
      number,
      cause: `webhook pull_request.${action}`,
    },
  };
}

/** The text only says whether it is worth a look; what it commands is read from GitHub. */
function interpretComment(payload: unknown): WebhookMeaning {
  const parsed = commentWebhook.safeParse(payload);
  if (!parsed.success) return notUnderstood(parsed.error);
  const { action, issue, comment, repository } = parsed.data;
  if (action !== 'created' || !issue.pull_request)
    return { kind: 'ignored', reason: 'only new comments on pull requests' };
  if (comment.user?.type === 'Bot' || !parseCommand(comment.body))
    return { kind: 'ignored', reason: 'the comment is no command' };
  const { host, owner, name, id } = repository;
  return {
    kind: 'command',
    at: { repository: { host, owner, name, id }, number: issue.number },
    commentId: String(comment.id),
  };
}

function interpretPush(payload: unknown): WebhookMeaning {
  const parsed = pushWebhook.safeParse(payload);
  if (!parsed.success) return notUnderstood(parsed.error);
  const { ref, repository, forced, commits } = parsed.data;
  if (ref !== `refs/heads/${repository.defaultBranch}`) {
    return { kind: 'ignored', reason: 'the default branch was not pushed to' };
  }
  const all = commits && !forced && commits.length < mostCommits;
  const { host, owner, name, id } = repository;
  return {
    kind: 'definitions',
    repository: { host, owner, name, id },
    touched: all
      ? commits.flatMap(({ added = [], modified = [], removed = [] }) => [
          ...added,
          ...modified,
          ...removed,
        ])
      : undefined,
  };
}

function notUnderstood({ issues: [issue] }: z.ZodError): WebhookMeaning {
  return {
    kind: 'ignored',
    reason: `${issue.path.join('.') || 'the payload'}: ${issue.message}`,
  };
}
