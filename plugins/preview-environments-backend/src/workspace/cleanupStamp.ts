import { z } from 'zod';
import { CleanupJob } from '../preview';

/** Kubernetes takes 256 KB of annotations in all. More than this is not worth failing for. */
const longest = 128 * 1024;

const jobsSchema = z.array(
  z.object({
    component: z.string(),
    cluster: z.string(),
    image: z.string(),
    command: z.array(z.string()),
    args: z.array(z.string()),
    env: z.record(z.string(), z.string()),
    secrets: z.array(z.string()),
    deadlineMilliseconds: z.number().positive(),
    retries: z.int().min(0),
  }),
);

/** What is to be cleaned up, as text; undefined when there is nothing, or too much to be said. */
export function writeCleanup(jobs: CleanupJob[]): string | undefined {
  if (jobs.length === 0) return undefined;
  const text = JSON.stringify(jobs.map(({ namespace: _, ...job }) => job));
  return text.length > longest ? undefined : text;
}

/** The Jobs, in the namespace that says so and in no other. Nothing is made of a text that is not ours. */
export function readCleanup(
  text: string | undefined,
  namespace: string,
): CleanupJob[] {
  try {
    const jobs = jobsSchema.parse(JSON.parse(text ?? '[]'));
    return jobs.map(job => ({ ...job, namespace }));
  } catch {
    // Whoever changed it has changed what runs; without it, the preview is still known again.
    return [];
  }
}
