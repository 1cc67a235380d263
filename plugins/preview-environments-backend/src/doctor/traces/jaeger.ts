import { z } from 'zod';
import { Span } from './span';

const tag = z.object({ key: z.string(), value: z.unknown() });

/** The answer of Jaeger's query service to `/api/traces/<id>`, as far as it is read. */
const answer = z.object({
  data: z
    .array(
      z.object({
        spans: z.array(
          z.object({
            spanID: z.string(),
            references: z
              .array(z.object({ refType: z.string(), spanID: z.string() }))
              .default([]),
            processID: z.string(),
            tags: z.array(tag).default([]),
          }),
        ),
        processes: z.record(z.string(), z.object({ serviceName: z.string() })),
      }),
    )
    .nullish(),
});

/** Throws a ZodError for what Jaeger would not answer. */
export function jaegerSpans(json: unknown): Span[] {
  return (answer.parse(json).data ?? []).flatMap(({ spans, processes }) =>
    spans.map(({ spanID, references, processID, tags }) => {
      const attributes = Object.fromEntries(
        tags.map(({ key, value }) => [key, text(value)]),
      );
      return {
        id: spanID,
        parentId: references.find(({ refType }) => refType === 'CHILD_OF')
          ?.spanID,
        service: processes[processID]?.serviceName ?? '',
        kind: (attributes['span.kind'] ?? '').toLowerCase(),
        attributes,
      };
    }),
  );
}

/** Lists, such as captured headers, come as JSON. */
function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value) ?? '';
}
