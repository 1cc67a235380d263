import { DesiredEdgeRoute } from '@previewenv/plugin-preview-environments-node';

/** Sent by browsers' own code, and what carries key and trace from page to service (W3C Baggage, Trace Context). */
export const corsHeaders = [
  'accept',
  'authorization',
  'baggage',
  'content-type',
  'traceparent',
  'tracestate',
  'x-requested-with',
];
export const corsMethods = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
];

/** How long a browser may remember the answer to a preflight, in seconds. */
export const corsSeconds = 600;

/** The filter of an HTTPRoute, in the standard channel of the Gateway API since 1.5; lists, because a wildcard excludes cookies. */
export function corsFilter(
  cors: NonNullable<DesiredEdgeRoute['cors']>,
): Record<string, unknown> {
  return {
    type: 'CORS',
    cors: {
      allowOrigins: cors.origins,
      allowMethods: corsMethods,
      allowHeaders: corsHeaders,
      maxAge: corsSeconds,
      ...(cors.credentials && { allowCredentials: true }),
    },
  };
}
