import {
  parseDependsOn,
  PullRequest,
  Repository,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';

/** What GitHub allows in the names of owners and repositories; `.` and `..` would leave the path of a request. */
const segment = z
  .string()
  .regex(/^(?!\.{1,2}$)[A-Za-z0-9_.-]{1,100}$/, 'is not a name on GitHub');

/** The parts of a repository that answers and webhooks have in common. */
export const repositorySchema = z.object({
  id: z.number().int().positive(),
  name: segment,
  owner: z.object({ login: segment }),
  default_branch: z.string().min(1),
  archived: z.boolean().optional(),
  private: z.boolean().optional(),
});

const userSchema = z.object({
  id: z.number(),
  login: z.string(),
  type: z.string().optional(),
});

/** The login that GitHub shows for accounts that were deleted. */
const ghost = 'ghost';

/** The parts of a branch that are used. */
export const branchSchema = z.object({
  name: z.string(),
  commit: z.object({ sha: z.string().regex(/^[0-9a-f]{40,64}$/) }),
  _links: z.object({ html: z.string() }).optional(),
});

export const pullRequestSchema = z
  .object({
    number: z.number().int().positive(),
    title: z.string(),
    html_url: z.string(),
    body: z.string().nullish(),
    // Lists do not say.
    comments: z.number().optional(),
    user: userSchema.nullable(),
    state: z.enum(['open', 'closed']),
    draft: z.boolean().optional(),
    labels: z.array(z.object({ name: z.string() })),
    head: z.object({
      sha: z.string().regex(/^[0-9a-f]{40,64}$/),
      ref: z.string(),
      repo: z.object({ id: z.number() }).nullish(),
    }),
    base: z.object({
      ref: z.string(),
      repo: repositorySchema.extend({ pushed_at: z.string().nullish() }),
    }),
    updated_at: z.string(),
    closed_at: z.string().nullish(),
  })
  .transform(({ base, head, ...answer }) => ({
    repository: toRepository(base.repo),
    number: answer.number,
    title: answer.title,
    url: answer.html_url,
    author: {
      login: answer.user?.login ?? ghost,
      bot: answer.user?.type === 'Bot',
    },
    state: answer.state,
    draft: answer.draft ?? false,
    labels: answer.labels.map(({ name }) => name),
    head: {
      sha: head.sha,
      ref: head.ref,
      repositoryId: head.repo ? String(head.repo.id) : undefined,
    },
    base: { ref: base.ref },
    // The description itself is long, and nothing else of it is used.
    named: namedIn(answer, base.repo),
    ...(answer.comments === 0 ? { uncommented: true } : {}),
    updatedAt: answer.updated_at,
    closedAt: answer.closed_at ?? undefined,
    // Of any branch. Another default branch is another content without a push.
    lastPush: base.repo.pushed_at
      ? `${base.repo.pushed_at} ${base.repo.default_branch}`
      : undefined,
  }));

/** A file of a folder, a folder's listing or something else that the contents API answers with. */
export const contentSchema = z.union([
  z.object({
    type: z.literal('file'),
    encoding: z.string(),
    content: z.string(),
    sha: z.string(),
  }),
  z.array(z.unknown()).transform(() => ({ type: 'dir' as const })),
  z.object({ type: z.string() }).transform(() => ({ type: 'other' as const })),
]);

export const changedFileSchema = z
  .object({ filename: z.string(), previous_filename: z.string().optional() })
  .transform(file => [
    file.filename,
    // A file that was moved away has changed where it was, too.
    ...(file.previous_filename ? [file.previous_filename] : []),
  ]);

export const commentSchema = z.object({
  id: z.number(),
  body: z.string().nullish(),
  user: userSchema.nullish(),
  issue_url: z.string().optional(),
  performed_via_github_app: z.object({ id: z.number() }).nullish(),
});

export type GithubComment = z.infer<typeof commentSchema>;

export const deploymentSchema = z.object({
  id: z.number(),
  sha: z.string(),
  creator: userSchema.nullish(),
  performed_via_github_app: z.object({ id: z.number() }).nullish(),
  // Others put there whatever they like, also as text.
  payload: z
    .object({ marker: z.string().optional().catch(undefined) })
    .nullish()
    .catch(undefined),
});

export const deploymentStatusSchema = z.object({
  id: z.number(),
  state: z.string(),
  description: z.string().nullish(),
  environment_url: z.string().nullish(),
  log_url: z.string().nullish(),
});

export const commitStatusSchema = z.object({
  context: z.string(),
  state: z.string(),
  description: z.string().nullish(),
  target_url: z.string().nullish(),
});

export const checkRunSchema = z.object({
  id: z.number(),
  external_id: z.string().nullish(),
  status: z.string(),
  conclusion: z.string().nullish(),
  details_url: z.string().nullish(),
  output: z.object({ summary: z.string().nullish() }),
  app: z.object({ id: z.number() }).nullish(),
});

export const accountSchema = z.object({ id: z.number() });

/** A pull request as answers have it, without the host that the caller knows. */
export type AnsweredPullRequest = z.infer<typeof pullRequestSchema>;

export function toRepository(
  repository: z.infer<typeof repositorySchema>,
): Omit<Repository, 'host'> {
  return {
    id: String(repository.id),
    owner: repository.owner.login,
    name: repository.name,
    defaultBranch: repository.default_branch,
    ...(repository.archived ? { archived: true } : {}),
    ...(repository.private === false ? { public: true } : {}),
  };
}

/** Without the host, which the caller knows. */
function namedIn(
  { body, html_url }: { body?: string | null; html_url: string },
  { owner, name }: z.infer<typeof repositorySchema>,
): { owner: string; name: string; number: number }[] | undefined {
  if (!body) return undefined;
  const host = URL.canParse(html_url) ? new URL(html_url).host : '';
  const named = parseDependsOn(body, { host, owner: owner.login, name });
  return named.length > 0
    ? named.map(({ repository, number }) => ({
        owner: repository.owner,
        name: repository.name,
        number,
      }))
    : undefined;
}

export function onHost(
  host: string,
  { lastPush: _lastPush, named, ...answered }: AnsweredPullRequest,
): PullRequest {
  return {
    ...answered,
    repository: { host, ...answered.repository },
    ...(named && {
      dependsOn: named.map(({ owner, name, number }) => ({
        repository: { host, owner, name },
        number,
      })),
    }),
  };
}

/** Whether both can be put into the path of a request as they are. */
export function isRepositoryName({ owner, name }: RepositoryRef): boolean {
  return segment.safeParse(owner).success && segment.safeParse(name).success;
}
