import { parseDependsOn } from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { namesIn } from './GitlabConnections';
import { userSchema } from './Users';

const common = {
  iid: z.number().int().positive(),
  title: z.string(),
  description: z.string().nullish(),
  web_url: z.string(),
  // `acme/shop/web!42`
  references: z.object({ full: z.string() }),
  author: userSchema,
  state: z.enum(['opened', 'closed', 'locked', 'merged']),
  draft: z.boolean(),
  labels: z.array(z.string()),
  // Of people and of us, not what GitLab's own hand writes.
  user_notes_count: z.number().optional(),
  source_branch: z.string(),
  target_branch: z.string(),
  // Nothing when the fork was deleted.
  source_project_id: z
    .number()
    .nullish()
    .transform(id => id ?? undefined),
  // Nothing while it is prepared, and where its branch has no commit.
  sha: z
    .string()
    .regex(/^[0-9a-f]{40,64}$/)
    .nullish()
    .transform(sha => sha ?? undefined),
  updated_at: z.string(),
  closed_at: z
    .string()
    .nullish()
    .transform(date => date ?? undefined),
  merged_at: z
    .string()
    .nullish()
    .transform(date => date ?? undefined),
};

/** A merge request in a list. */
export const listedMergeRequestSchema = z.object(common).transform(reduce);

/** A merge request read by itself, which says more than lists do. */
export const mergeRequestSchema = z
  .object({
    ...common,
    // A number, with a plus sign where there are more than GitLab keeps; nothing while they are counted.
    changes_count: z
      .string()
      .nullish()
      .transform(count => count ?? undefined),
    // Null until GitLab has looked at it for the first time; older servers do not say.
    prepared_at: z.string().nullish(),
  })
  .transform(reduce);

export type AnsweredMergeRequest = z.infer<typeof mergeRequestSchema>;
export type ListedMergeRequest = z.infer<typeof listedMergeRequestSchema>;

interface Described {
  description?: string | null;
  web_url: string;
  references: { full: string };
}

/** The description itself is long, and nothing else of it is used. */
function reduce<T extends Described>({
  description,
  references,
  ...answered
}: T) {
  const { web_url: url } = answered;
  return {
    ...answered,
    named: description ? namedIn(description, references.full, url) : undefined,
  };
}

/** Without the host, which the caller knows. */
function namedIn(
  description: string,
  reference: string,
  url: string,
): { owner: string; name: string; number: number }[] | undefined {
  const host = URL.canParse(url) ? new URL(url).host : '';
  const ours = namesIn(reference.replace(/!\d+$/, ''));
  const named = parseDependsOn(description, { host, ...ours });
  return named.length > 0
    ? named.map(({ repository: { owner, name }, number }) => ({
        owner,
        name,
        number,
      }))
    : undefined;
}
