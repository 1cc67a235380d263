import { z } from 'zod';
import { Awaited } from '../../preview';
import { problemOf } from '../webhooks';
import { projectInWebhook } from './webhookProject';

const sha = z.string().regex(/^[0-9a-f]{40,64}$/, 'is no commit');

const pipelineWebhook = z.object({
  project: projectInWebhook,
  object_attributes: z.object({ sha, status: z.string() }),
});

const jobWebhook = z.object({
  // Servers before GitLab 15.7 leave it out; their pipelines tell the same.
  project: projectInWebhook,
  sha,
  build_status: z.string(),
});

/** Whether it went well is not believed, but looked at: either way the wait may be over. */
const ends: ReadonlySet<string> = new Set([
  'success',
  'failed',
  'canceled',
  'skipped',
]);

/** What the end of a pipeline may have ended the wait for; text is why it has not. */
export function interpretPipeline(payload: unknown): Awaited | string {
  const parsed = pipelineWebhook.safeParse(payload);
  if (!parsed.success) return problemOf(parsed.error);
  const { project, object_attributes: pipeline } = parsed.data;
  return ended(pipeline.status, project, pipeline.sha);
}

/** As `interpretPipeline`, of a single job: the image may be there before the pipeline has ended. */
export function interpretJob(payload: unknown): Awaited | string {
  const parsed = jobWebhook.safeParse(payload);
  if (!parsed.success) return problemOf(parsed.error);
  const { project, build_status: status, sha: headSha } = parsed.data;
  return ended(status, project, headSha);
}

function ended(
  status: string,
  { host, id }: { host: string; id: string },
  headSha: string,
): Awaited | string {
  return ends.has(status)
    ? { repository: { host, id }, headSha }
    : 'nothing has ended';
}
