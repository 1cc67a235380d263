import { z } from 'zod';
import { Awaited } from '../../preview';
import { problemOf } from '../webhooks';
import { repositoryInWebhook } from './webhookRepository';

/** Webhooks that tell of builds, and the field in which each has what was built. */
export const buildTopics = [
  'github.check_run',
  'github.check_suite',
  'github.status',
  'github.workflow_run',
  'github.registry_package',
  'github.package',
];

const sha = z.string().regex(/^[0-9a-f]{40,64}$/, 'is no commit');
const run = z.object({ head_sha: sha });
const action = z.string();
const repository = repositoryInWebhook;

const runWebhooks = {
  'github.check_run': z
    .object({ action, repository, check_run: run })
    .transform(({ check_run: { head_sha }, ...rest }) => ({
      ...rest,
      head_sha,
    })),
  'github.check_suite': z
    .object({ action, repository, check_suite: run })
    .transform(({ check_suite: { head_sha }, ...rest }) => ({
      ...rest,
      head_sha,
    })),
};

const workflowRunWebhook = z.object({
  action,
  repository,
  workflow_run: run.extend({
    id: z.number().int().positive(),
    run_attempt: z.number().optional(),
  }),
});

const statusWebhook = z.object({ sha, state: z.string(), repository });

const published = z.object({
  package_version: z
    .object({ package_url: z.string().nullish().catch(undefined) })
    .nullish(),
});

const packageWebhook = z.object({
  action,
  repository: repository.optional(),
  registry_package: published.optional(),
  package: published.optional(),
});

/** What a webhook of a build may have ended the wait for; text is why it has not. */
export function interpretBuild(
  topic: string,
  payload: unknown,
): Awaited | string {
  if (topic in runWebhooks)
    return interpretRun(topic as keyof typeof runWebhooks, payload);
  if (topic === 'github.workflow_run') return interpretWorkflowRun(payload);
  return topic === 'github.status'
    ? interpretStatus(payload)
    : interpretPackage(payload);
}

/** Whether it went well is not believed, but looked at: either way the wait may be over. */
function interpretRun(
  topic: keyof typeof runWebhooks,
  payload: unknown,
): Awaited | string {
  const parsed = runWebhooks[topic].safeParse(payload);
  if (!parsed.success) return problemOf(parsed.error);
  return parsed.data.action === 'completed'
    ? of(parsed.data.repository, parsed.data.head_sha)
    : 'nothing has ended';
}

/** One that was asked for builds another commit than it is of: it is known by its id. One that is repeated lifts a failure. */
function interpretWorkflowRun(payload: unknown): Awaited | string {
  const parsed = workflowRunWebhook.safeParse(payload);
  if (!parsed.success) return problemOf(parsed.error);
  const { action: what, workflow_run: found } = parsed.data;
  const { id, head_sha, run_attempt: attempt = 1 } = found;
  const isRepeated = what === 'in_progress' && attempt > 1;
  return what === 'completed' || isRepeated
    ? { ...of(parsed.data.repository, head_sha), runId: String(id) }
    : 'nothing has ended';
}

function interpretStatus(payload: unknown): Awaited | string {
  const parsed = statusWebhook.safeParse(payload);
  if (!parsed.success) return problemOf(parsed.error);
  return parsed.data.state === 'pending'
    ? 'nothing has ended'
    : of(parsed.data.repository, parsed.data.sha);
}

/** A package may belong to a repository of another name than the one whose commit was built. */
function interpretPackage(payload: unknown): Awaited | string {
  const parsed = packageWebhook.safeParse(payload);
  if (!parsed.success) return problemOf(parsed.error);
  const { action: what, repository: linked, ...packages } = parsed.data;
  if (what !== 'published' && what !== 'updated')
    return 'nothing was published';
  const { package_version: version } =
    packages.registry_package ?? packages.package ?? {};
  const image = version?.package_url?.replace(/^(?:https?:)?\/\//, '') ?? '';
  if (/^[\w.:-]+(?:\/[\w.-]+)+:[\w.-]+$/.test(image)) return { image };
  return linked ? of(linked, undefined) : 'it names no image';
}

function of(
  { host, id }: z.output<typeof repositoryInWebhook>,
  headSha: string | undefined,
): Extract<Awaited, { repository: object }> {
  return { repository: { host, id }, headSha };
}
