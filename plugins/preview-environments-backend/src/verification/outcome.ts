import { DesiredEdgeRoute } from '@previewenv/plugin-preview-environments-node';
import { Probe } from '../preview';

/** A route that is probed. */
export type ProbedRoute = DesiredEdgeRoute & { probe: Probe };

/** What came of one request through the gateway, before anybody judges it. */
export type Outcome =
  | {
      kind: 'answer';
      status: number;
      /** The header by which a route says whose it is; undefined when none of ours gave the answer. */
      proof: string | undefined;
      /** Where a redirect leads. It is never followed. */
      location: string | undefined;
      /** Of a gRPC call; undefined when the answer is no gRPC. */
      grpcStatus: number | undefined;
      /** Names in lower case; of several values the first. */
      headers: Record<string, string>;
    }
  /** No answer in time. */
  | { kind: 'silence' }
  /** `code` is that of Node or OpenSSL, for instance `ECONNREFUSED` or `CERT_HAS_EXPIRED`. */
  | { kind: 'error'; code: string | undefined; message: string };

export type Answer = Extract<Outcome, { kind: 'answer' }>;

/** An error of a connection as an outcome; the end of our patience is silence. */
export function failureOf(error: unknown, signal: AbortSignal): Outcome {
  if (signal.aborted) return { kind: 'silence' };
  const { code, message } =
    error instanceof Error
      ? (error as NodeJS.ErrnoException)
      : { code: undefined, message: String(error) };
  return { kind: 'error', code, message };
}

/** The headers of an answer, each with one value. */
export function headersOf(
  headers: Record<string, string | string[] | number | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      const [first] = [value].flat();
      return first === undefined || name.startsWith(':')
        ? []
        : [[name, String(first)]];
    }),
  );
}

/** The first value of a header. */
export function firstOf(
  header: string | string[] | undefined,
): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
