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

/** What is kept of a span. The names of attributes are those of the semantic conventions for HTTP and databases. */
export function recordOf(
  span: Pick<
    ReadableSpan,
    'name' | 'kind' | 'startTime' | 'endTime' | 'attributes'
  >,
): SpanRecord {
  const { attributes } = span;
  const text = (...names: string[]): string | undefined => {
    const found = names.find(name => attributes[name] !== undefined);
    return found && String(attributes[found]);
  };
  const database = text('db.system', 'db.system.name');
  const path = [
    text('url.path', 'http.target') ?? '',
    text('url.query') ?? '',
  ].filter(Boolean);
  return {
    begin: milliseconds(span.startTime),
    end: milliseconds(span.endTime),
    side: span.kind === SpanKind.SERVER ? 'server' : 'client',
    peer: database
      ? 'database'
      : `${text('server.address', 'net.peer.name')}:${text(
          'server.port',
          'net.peer.port',
        )}`,
    what: database
      ? (text('db.query.text', 'db.statement') ?? span.name).slice(0, 80)
      : `${text('http.request.method', 'http.method') ?? span.name} ${path.join(
          '?',
        )}`,
  };
}
