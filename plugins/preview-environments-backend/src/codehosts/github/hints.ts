import { z } from 'zod';
import { parseCommand } from '../../commands/parseCommand';
import { isBranchName } from '../../preview';
import { problemOf, WebhookMeaning, Webhooks } from '../webhooks';
import { buildTopics, interpretBuild } from './buildWebhooks';
import { interpretRepository, repositoryTopics } from './repositoryWebhooks';
import { repositoryInWebhook } from './webhookRepository';

/** Topics that GitHub's webhooks are published under by Backstage's events module. */
export const githubTopics = [
  'github.pull_request',
  'github.push',
  'github.issue_comment',
  ...buildTopics,
  ...repositoryTopics,
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
  'auto_merge_enabled',
  'auto_merge_disabled',
]);

/** The most commits that the webhook of a push names; a push of this many may have more. */
const mostCommits = 2_048;

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
    user: z
      .object({ type: z.string().optional(), login: z.string().optional() })
      .nullish(),
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
  if (buildTopics.includes(topic)) return built(topic, payload);
  if (repositoryTopics.includes(topic)) {
    const concerned = interpretRepository(topic, payload);
    return typeof concerned === 'string'
      ? { kind: 'ignored', reason: concerned }
      : concerned;
  }
  return { kind: 'ignored', reason: 'the topic is not used here' };
}

/** GitHub's webhooks, which Backstage's events module for it checks and publishes. */
export const githubWebhooks: Webhooks = {
  subscription: 'preview-environments',
  topics: githubTopics,
  interpret: interpretWebhook,
};

function built(topic: string, payload: unknown): WebhookMeaning {
  const awaited = interpretBuild(topic, payload);
  if (typeof awaited === 'string') return { kind: 'ignored', reason: awaited };
  const cause = `webhook ${topic.replace('github.', '')}`;
  return { kind: 'built', awaited, cause };
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
    author: comment.user?.login,
  };
}

function interpretPush(payload: unknown): WebhookMeaning {
  const parsed = pushWebhook.safeParse(payload);
  if (!parsed.success) return notUnderstood(parsed.error);
  const { ref, repository, forced, commits } = parsed.data;
  const { host, owner, name, id } = repository;
  if (ref !== `refs/heads/${repository.defaultBranch}`) {
    const branch = /^refs\/heads\/(.+)$/s.exec(ref)?.[1];
    return branch === undefined || !isBranchName(branch)
      ? { kind: 'ignored', reason: 'no branch was pushed to' }
      : { kind: 'branch', repository: { host, owner, name, id }, branch };
  }
  const all = commits && !forced && commits.length < mostCommits;
  return {
    kind: 'definitions',
    repository: { host, owner, name, id },
    branch: repository.defaultBranch,
    touched: all
      ? commits.flatMap(({ added = [], modified = [], removed = [] }) => [
          ...added,
          ...modified,
          ...removed,
        ])
      : undefined,
  };
}

function notUnderstood(error: z.ZodError): WebhookMeaning {
  return { kind: 'ignored', reason: problemOf(error) };
}
