import { z } from 'zod';

/** What EventBridge says of a push to Amazon ECR. The repository's name may have several parts. */
const pushSchema = z.object({
  source: z.literal('aws.ecr'),
  'detail-type': z.literal('ECR Image Action'),
  account: z.string().regex(/^\d{12}$/),
  region: z.string().regex(/^[a-z0-9-]+$/),
  detail: z.object({
    'action-type': z.string(),
    result: z.string(),
    'repository-name': z.string().regex(/^[\w./-]+$/),
    'image-tag': z
      .string()
      .regex(/^[\w.-]+$/)
      .optional(),
  }),
});

/** Whatever it says, EventBridge has sent it (EventBridge, structure of events). */
const eventSchema = z.object({ source: z.string(), 'detail-type': z.string() });

/** What Amazon SNS puts around a message, unless its subscription delivers raw messages. */
const envelopeSchema = z.object({
  Type: z.literal('Notification'),
  Message: z.string(),
});

/** What an event says: that an image was pushed, something else, or nothing that can be read. */
export type EcrNews =
  | { kind: 'push'; image: string }
  | { kind: 'other' }
  | { kind: 'malformed' };

/** Reads an event of Amazon ECR as EventBridge sends it, also by way of Amazon SNS. The image is named as definitions name it. */
export function newsOf(payload: unknown): EcrNews {
  const { success, data } = envelopeSchema.safeParse(payload);
  return eventNews(success ? parse(data.Message) : payload);
}

function eventNews(event: unknown): EcrNews {
  const push = pushSchema.safeParse(event);
  if (push.success) return pushNews(push.data);
  const { data } = eventSchema.safeParse(event);
  const claimsToBePush =
    data?.source === 'aws.ecr' && data['detail-type'] === 'ECR Image Action';
  return { kind: data && !claimsToBePush ? 'other' : 'malformed' };
}

function pushNews({
  account,
  region,
  detail,
}: z.output<typeof pushSchema>): EcrNews {
  const tag = detail['image-tag'];
  if (!tag || detail['action-type'] !== 'PUSH' || detail.result !== 'SUCCESS')
    return { kind: 'other' };
  const domain = region.startsWith('cn-')
    ? 'amazonaws.com.cn'
    : 'amazonaws.com';
  return {
    kind: 'push',
    image: `${account}.dkr.ecr.${region}.${domain}/${detail['repository-name']}:${tag}`,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Said by the caller, as something that can't be read.
    return undefined;
  }
}
