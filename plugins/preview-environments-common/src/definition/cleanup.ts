import { z } from 'zod';

import { duration, text } from './fields';
import { parseDuration } from './duration';
import { imageReference, objectName } from './names';

/** POSIX, which every shell and runtime takes. */
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const LONGEST_TEXT = 4096;
/** A pull request that was closed should not hold its place for longer than a day, whatever its clean-up does. */
const LONGEST_DEADLINE = '24h';
const MOST_RETRIES = 10;

const limited = () =>
  z.string().max(LONGEST_TEXT, `must have at most ${LONGEST_TEXT} characters`);

const isShort = (value: string) => {
  try {
    return parseDuration(value) <= parseDuration(LONGEST_DEADLINE);
  } catch {
    // What is no duration is objected to by the field itself.
    return true;
  }
};

const job = z.strictObject({
  image: imageReference().describe(
    'The image with its tag or digest. It runs as user 65532, without privileges and without rights in the cluster.',
  ),
  command: z
    .array(text(LONGEST_TEXT))
    .default([])
    .describe("In place of the image's own entry point."),
  args: z
    .array(limited())
    .default([])
    .describe('Arguments of the command, or of the entry point.'),
  env: z
    .record(
      text().regex(
        VARIABLE,
        'must be letters, digits and underscores, with no digit in front',
      ),
      limited(),
    )
    .default({})
    .describe('Environment variables; placeholders in quotes.'),
  envFrom: z
    .array(
      z.strictObject({
        secretRef: z.strictObject({
          name: objectName().describe(
            "A Secret in the preview's own namespace; each of its entries becomes an environment variable.",
          ),
        }),
      }),
    )
    .default([])
    .describe('Secrets are only named here, never written down.'),
  deadline: duration()
    .refine(isShort, `must be at most ${LONGEST_DEADLINE}`)
    .default('10m')
    .describe(
      'How long the removal waits for the Job, all attempts together. Then it goes on without it.',
    ),
  retries: z
    .int('must be a whole number')
    .min(0, 'must not be negative')
    .max(MOST_RETRIES, `must be at most ${MOST_RETRIES}`)
    .default(2)
    .describe('How often the Job is tried again when it fails.'),
});

/** What runs once when a preview goes, before its workloads do. */
export const cleanup = z.strictObject({
  job: job
    .describe(
      "A Job in the preview's namespace, for what the workloads left elsewhere: databases, buckets, topics.",
    )
    .meta({
      examples: [
        {
          image: 'ghcr.io/acme/tools:1.4',
          command: ['./drop-database.sh'],
          env: { DATABASE: 'shop_{{ pullRequest.number }}' },
          envFrom: [{ secretRef: { name: 'database-admin' } }],
          deadline: '10m',
          retries: 2,
        },
      ],
    }),
});
