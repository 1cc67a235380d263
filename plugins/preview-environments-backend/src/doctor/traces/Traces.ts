import {
  MarkedRequest,
  PropagationEvidence,
  Sighting,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { jaegerSpans } from './jaeger';
import { otlpSpans } from './otlp';
import { sightingsOf } from './sightings';
import { Span } from './span';

/** Where traces can be asked for, from configuration. */
export interface TraceSettings {
  kind: 'jaeger' | 'tempo';
  /** Of the query API, without a slash at the end. */
  url: string;
  /** The value of the header Authorization; undefined sends none. */
  authorization: string | undefined;
  /** The span attribute that every service writes the key into, so that its absence tells something. */
  keyAttribute: string | undefined;
}

const names = { jaeger: 'Jaeger', tempo: 'Tempo' };
const readers: Record<TraceSettings['kind'], (json: unknown) => Span[]> = {
  jaeger: jaegerSpans,
  tempo: otlpSpans,
};
/** Exporters send in batches, every five seconds as they are made (OpenTelemetry, BatchSpanProcessor). */
const pauses = [1_000, 2_000, 4_000, 4_000];
/** A trace of one request is a few hundred kilobytes at most. */
const largestAnswer = 4 * 1024 * 1024;

/** The spans of the marked request, from the API of a tracing backend. */
export class Traces implements PropagationEvidence {
  readonly name: string;
  readonly #settings: TraceSettings;
  readonly #fetch: typeof fetch;
  readonly #pause: (
    milliseconds: number,
    signal: AbortSignal,
  ) => Promise<unknown>;

  constructor(options: {
    settings: TraceSettings;
    fetch: typeof fetch;
    /** Rejects when the signal comes first. */
    pause: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  }) {
    this.name = names[options.settings.kind];
    this.#settings = options.settings;
    this.#fetch = options.fetch;
    this.#pause = options.pause;
  }

  /** Asks again until two answers in a row have the same spans. */
  async find(request: MarkedRequest, signal: AbortSignal): Promise<Sighting[]> {
    let spans: Span[] = [];
    for (const pause of pauses) {
      try {
        await this.#pause(pause, signal);
        const newer = await this.#spans(request.traceId, signal);
        if (newer.length > 0 && newer.length === spans.length) break;
        spans = newer;
      } catch (error) {
        if (signal.aborted) break;
        throw error;
      }
    }
    return sightingsOf(spans, request, {
      everywhere: this.#settings.keyAttribute,
    });
  }

  async #spans(traceId: string, signal: AbortSignal): Promise<Span[]> {
    const { kind, url, authorization } = this.#settings;
    const response = await this.#ask(`${url}/api/traces/${traceId}`, {
      headers: {
        accept: 'application/json',
        ...(authorization && { authorization }),
      },
      redirect: 'error',
      signal,
    });
    if (response.status === 404) return [];
    if (!response.ok)
      throw new WaitingError(
        `${this.name} answered with status ${response.status}.`,
      );
    const text = await readBounded(response);
    if (text === undefined)
      throw new WaitingError(`${this.name} answered with too large a trace.`);
    try {
      return readers[kind](JSON.parse(text));
    } catch (error) {
      throw new WaitingError(
        `${this.name} did not answer with a trace; check doctor.traces.kind.`,
        { cause: error },
      );
    }
  }

  async #ask(url: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#fetch(url, init);
    } catch (error) {
      throw new WaitingError(`${this.name} did not answer.`, { cause: error });
    }
  }
}

/** Undefined when there is more of it than a trace has. */
async function readBounded(response: Response): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    if (length > largestAnswer) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
