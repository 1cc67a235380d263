import { z } from 'zod';
import { Span } from './span';

const attribute = z.object({
  key: z.string(),
  value: z
    .object({
      stringValue: z.string().optional(),
      arrayValue: z
        .object({
          values: z
            .array(z.object({ stringValue: z.string().optional() }))
            .default([]),
        })
        .optional(),
    })
    .optional(),
});
type Attribute = z.output<typeof attribute>;

const scope = z.object({
  spans: z
    .array(
      z.object({
        spanId: z.string(),
        parentSpanId: z.string().optional(),
        kind: z.union([z.string(), z.number()]).optional(),
        attributes: z.array(attribute).default([]),
      }),
    )
    .default([]),
});

const resource = z.object({
  resource: z.object({ attributes: z.array(attribute).default([]) }).optional(),
  scopeSpans: z.array(scope).default([]),
});

/** A trace as Tempo answers it: version 1 calls its resources batches, version 2 wraps them. */
const answer = z.object({
  batches: z.array(resource).optional(),
  resourceSpans: z.array(resource).optional(),
  trace: z.object({ resourceSpans: z.array(resource).default([]) }).optional(),
});

/** Kinds by their number in the protocol. */
const kinds = ['', 'internal', 'server', 'client', 'producer', 'consumer'];

/** Throws a ZodError for what no OTLP backend would answer. */
export function otlpSpans(json: unknown): Span[] {
  const { batches, resourceSpans, trace } = answer.parse(json);
  const resources = batches ?? resourceSpans ?? trace?.resourceSpans ?? [];
  return resources.flatMap(({ resource: about, scopeSpans }) => {
    const service = textsOf(about?.attributes ?? [])['service.name'] ?? '';
    return scopeSpans.flatMap(({ spans }) =>
      spans.map(({ spanId, parentSpanId, kind, attributes }) => ({
        id: spanId,
        parentId: parentSpanId || undefined,
        service,
        kind: kindOf(kind),
        attributes: textsOf(attributes),
      })),
    );
  });
}

function kindOf(kind: string | number | undefined): string {
  return typeof kind === 'number'
    ? kinds[kind] ?? ''
    : (kind ?? '').replace('SPAN_KIND_', '').toLowerCase();
}

function textsOf(attributes: Attribute[]): Record<string, string> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [
      key,
      value?.stringValue ??
        (value?.arrayValue?.values ?? [])
          .map(({ stringValue = '' }) => stringValue)
          .join(','),
    ]),
  );
}
