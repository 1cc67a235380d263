import type { ReadableSpan } from '@opentelemetry/sdk-trace-node';
import { SpanKind } from '@opentelemetry/api';

/** Where the backend writes its spans: a path, in its environment. */
export const spansVariable = 'BENCH_SPANS';

/** One thing that a process waited for, or that was asked of it. */
export interface SpanRecord {
  /** Milliseconds since the epoch, with fractions. */
  begin: number;
  end: number;
  /** Whether the process asked, or was asked. */
  side: 'client' | 'server';
  /** `host:port`, or `database`. */
  peer: string;
  /** For people: method and path, or the statement's first words. */
  what: string;
}

const milliseconds = ([seconds, nanoseconds]: [number, number]): number =>
  seconds * 1_000 + nanoseconds / 1_000_000;

function recordedTimes({
  startTime,
  endTime,
}: Pick<ReadableSpan, 'startTime' | 'endTime'>): Pick<
  SpanRecord,
  'begin' | 'end'
> {
  return { begin: milliseconds(startTime), end: milliseconds(endTime) };
}

/** What is kept of a span; undefined for one that neither asks nor answers. The names of attributes are those of the semantic conventions for HTTP and databases. */
export function recordOf(
  span: Pick<
    ReadableSpan,
    'name' | 'kind' | 'startTime' | 'endTime' | 'attributes'
  >,
): SpanRecord | undefined {
  const { attributes } = span;
  const text = (...names: string[]): string | undefined => {
    const found = names.find(name => attributes[name] !== undefined);
    return found && String(attributes[found]);
  };
  const database = text('db.system', 'db.system.name');
  if (database)
    return {
      ...recordedTimes(span),
      side: 'client',
      peer: 'database',
      what: (text('db.query.text', 'db.statement') ?? span.name).slice(0, 80),
    };
  if (span.kind !== SpanKind.CLIENT && span.kind !== SpanKind.SERVER)
    return undefined;
  const host = text('server.address', 'net.peer.name', 'net.host.name');
  const port = text('server.port', 'net.peer.port', 'net.host.port');
  const method = text('http.request.method', 'http.method');
  const full = text('url.full', 'http.url');
  const path = full
    ? full.replace(/^[a-z]+:\/\/[^/]*/, '')
    : [text('url.path', 'http.target'), text('url.query')]
        .filter(Boolean)
        .join('?');
  return {
    ...recordedTimes(span),
    side: span.kind === SpanKind.SERVER ? 'server' : 'client',
    peer: `${host}:${port}`,
    what: `${method} ${path}`,
  };
}
