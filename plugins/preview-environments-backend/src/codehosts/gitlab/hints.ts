import { z } from 'zod';
import { parseCommand } from '../../commands/parseCommand';
import { isBranchName } from '../../preview';
import { problemOf, WebhookMeaning, Webhooks } from '../webhooks';
import { interpretJob, interpretPipeline } from './buildWebhooks';
import { identityOf, projectInWebhook } from './webhookProject';

/**
 * The one topic of GitLab's webhooks. Backstage's events module publishes them anew under topics by the field `event_name` too, but
 * webhooks of merge requests and comments do not have it.
 */
const topic = 'gitlab';

/** What `update` may be about that a preview depends on; the rest (assignees, reviewers, milestones) cannot matter. */
const fieldsThatMatter: ReadonlySet<string> = new Set([
  'title',
  'description',
  'draft',
  'work_in_progress',
  'labels',
  'target_branch',
  'source_branch',
  'state_id',
]);

/** The most commits that the webhook of a push names. */
const mostCommits = 20;

const mergeRequestWebhook = z.object({
  project: projectInWebhook,
  object_attributes: z.object({
    iid: z.number().int().positive(),
    action: z.string().optional(),
    // There when commits were pushed.
    oldrev: z.string().nullish(),
  }),
  changes: z.record(z.string(), z.unknown()).optional().catch(undefined),
});

const noteWebhook = z.object({
  project: projectInWebhook,
  object_attributes: z.object({
    id: z.number().int().positive(),
    note: z.string(),
    noteable_type: z.string(),
    action: z.string().optional(),
    system: z.boolean().nullish(),
  }),
  merge_request: z.object({ iid: z.number().int().positive() }).optional(),
  user: z.object({ username: z.string() }).optional().catch(undefined),
});

const fileNames = z.array(z.string()).optional();

const pushWebhook = z.object({
  ref: z.string(),
  project: projectInWebhook,
  total_commits_count: z.number().optional(),
  commits: z
    .array(
      z.object({ added: fileNames, modified: fileNames, removed: fileNames }),
    )
    .optional(),
});

const kindOf = z.object({ object_kind: z.string() });

const interpreters: Record<string, (payload: unknown) => WebhookMeaning> = {
  merge_request: interpretMergeRequest,
  note: interpretNote,
  push: interpretPush,
  pipeline: payload => built('pipeline', interpretPipeline(payload)),
  build: payload => built('job', interpretJob(payload)),
};

/** GitLab's webhooks, let in by their token by Backstage's events module. Only their names and numbers are used, and only to look there. */
export const gitlabWebhooks: Webhooks = {
  subscription: 'preview-environments-gitlab',
  topics: [topic],
  interpret: (_topic, payload) => interpretWebhook(payload),
};

function interpretWebhook(payload: unknown): WebhookMeaning {
  const parsed = kindOf.safeParse(payload);
  if (!parsed.success) return notUnderstood(parsed.error);
  const { object_kind: kind } = parsed.data;
  return Object.hasOwn(interpreters, kind)
    ? interpreters[kind](payload)
    : ignored(`webhooks of the kind ${kind} are not used here`);
}

function interpretMergeRequest(payload: unknown): WebhookMeaning {
  const parsed = mergeRequestWebhook.safeParse(payload);
  if (!parsed.success) return notUnderstood(parsed.error);
  const { project, object_attributes: what, changes = {} } = parsed.data;
  const { action = 'update', iid: number, oldrev } = what;
  if (!canMatter(action, oldrev, Object.keys(changes)))
    return ignored('the action cannot matter to a preview');
  const cause = `webhook merge_request.${word(action)}`;
  return {
    kind: 'look',
    hint: { repository: identityOf(project), number, cause },
  };
}

/** An update that does not say what it is about may be about anything. */
function canMatter(
  action: string,
  oldrev: string | null | undefined,
  changed: string[],
): boolean {
  if (['open', 'reopen', 'close', 'merge'].includes(action)) return true;
  if (action !== 'update') return false;
  const fields = changed.filter(field => !/^updated_(at|by_id)$/.test(field));
  return (
    Boolean(oldrev) ||
    fields.length === 0 ||
    fields.some(field => fieldsThatMatter.has(field))
  );
}

/** The text only says whether it is worth a look; what it commands is read from GitLab. */
function interpretNote(payload: unknown): WebhookMeaning {
  const parsed = noteWebhook.safeParse(payload);
  if (!parsed.success) return notUnderstood(parsed.error);
  const { project, object_attributes: note, user } = parsed.data;
  const { merge_request: on } = parsed.data;
  // Older servers send only new notes, and do not say that they are.
  const isNew = (note.action ?? 'create') === 'create';
  if (!isNew || note.noteable_type !== 'MergeRequest' || !on)
    return ignored('only new comments on merge requests');
  if (note.system || !parseCommand(note.note))
    return ignored('the comment is no command');
  return {
    kind: 'command',
    at: { repository: identityOf(project), number: on.iid },
    commentId: String(note.id),
    author: user?.username,
  };
}

function interpretPush(payload: unknown): WebhookMeaning {
  const parsed = pushWebhook.safeParse(payload);
  if (!parsed.success) return notUnderstood(parsed.error);
  const { ref, project, commits = [], total_commits_count: all } = parsed.data;
  const branch = /^refs\/heads\/(.+)$/s.exec(ref)?.[1] ?? '';
  if (!isBranchName(branch)) return ignored('no branch was pushed to');
  // Of one that was deleted it is a push, too.
  if (branch !== project.defaultBranch)
    return { kind: 'branch', repository: identityOf(project), branch };
  // A push that takes commits back names none.
  const isWhole =
    commits.length > 0 &&
    commits.length < mostCommits &&
    commits.length === all;
  return {
    kind: 'definitions',
    repository: identityOf(project),
    branch,
    touched: isWhole
      ? commits.flatMap(({ added = [], modified = [], removed = [] }) => [
          ...added,
          ...modified,
          ...removed,
        ])
      : undefined,
  };
}

function built(
  what: string,
  awaited: ReturnType<typeof interpretPipeline>,
): WebhookMeaning {
  return typeof awaited === 'string'
    ? ignored(awaited)
    : { kind: 'built', awaited, cause: `webhook ${what}` };
}

function notUnderstood(error: z.ZodError): WebhookMeaning {
  return ignored(problemOf(error));
}

function ignored(reason: string): WebhookMeaning {
  return { kind: 'ignored', reason };
}

/** Anybody can send a webhook where no token is asked for. */
function word(text: string): string {
  return text.replace(/[^\w-]/g, '_').slice(0, 40);
}
