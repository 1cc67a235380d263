import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ports, root } from '@previewenv/test-cluster/src/ground/place';
import { attribute, Attribution, Interval } from './attribute';
import { SpanRecord, spansVariable } from './spans';

/** The backend hands its spans over twice a second; a stall of the machine may delay it. */
const handOverMilliseconds = 3_000;

/** From the webhook that is sent to the Application that is made; milliseconds since the epoch. */
export interface Window {
  begin: number;
  end: number;
  /** What the backend computed meanwhile, milliseconds. */
  cpuMilliseconds: number;
}

/** Means of many windows, in milliseconds. */
export interface WaitsReport extends Attribution {
  windows: number;
  total: number;
  cpu: number;
  /** How often each kind was waited for, and how long each time. */
  calls: Record<string, { count: number; mean: number }>;
  /** Of the window in the middle: when each wait began, how long it was, and for what. */
  typical: string[];
}

/** Lines that are kept of one window. */
const mostLines = 200;
const webhookPath = '/api/events/http/github';
/** The backend asks it for news all the time, and waits for it as for a watch. */
const busPath = '/api/events/bus/';
const apiServerPath = /\/(api|apis|openapi|version|readyz|livez)(\/|\?|$)/;

/** Undefined for what no opening waits for: a watch is open all the time. */
function kindOf({ side, peer, what }: SpanRecord): string | undefined {
  if (side === 'server' || /[?&]watch=(true|1)/.test(what)) return undefined;
  if (what.startsWith(`GET ${busPath}`)) return undefined;
  if (peer === 'database') return 'database';
  if (peer.endsWith(`:${ports.github}`)) return 'code host';
  if (peer.endsWith(`:${ports.registry}`)) return 'registry';
  if (peer.endsWith(`:${ports.backend}`)) return 'the backend itself';
  return apiServerPath.test(what) ? 'API server' : `gateway ${peer}`;
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
}

/** What the backend waits for while something is measured, from spans that it writes. */
export class Waits {
  /** What the backend loads first. */
  readonly path = join(root, 'test/bench/src/waits/recordSpans.ts');
  readonly #spans: string;

  constructor(spans: string) {
    this.#spans = spans;
  }

  /** For the backend's process. */
  get environment(): Record<string, string> {
    return {
      [spansVariable]: this.#spans,
      OTEL_SEMCONV_STABILITY_OPT_IN: 'http,database',
    };
  }

  async forget(): Promise<void> {
    await rm(this.#spans, { force: true });
  }

  /** What each of the windows was spent on, in the mean; and the window in the middle, wait by wait. */
  async report(windows: Window[]): Promise<WaitsReport> {
    await pause(handOverMilliseconds);
    const lines = (await readFile(this.#spans, 'utf8'))
      .split('\n')
      .slice(0, -1);
    const spans: SpanRecord[] = lines.map(line => JSON.parse(line));
    const parts = windows.map(window => ({
      window,
      ...intervalsOf(window, spans),
    }));
    const attributions = parts.map(({ window, intervals }) =>
      attribute(window, intervals),
    );
    const kinds = [
      ...new Set(
        parts.flatMap(({ intervals }) => intervals.map(({ kind }) => kind)),
      ),
    ];
    const lengths = windows.map(({ begin, end }) => end - begin);
    const middle = [...parts].sort(
      (one, other) =>
        one.window.end -
        one.window.begin -
        (other.window.end - other.window.begin),
    )[Math.floor(parts.length / 2)];
    return {
      windows: windows.length,
      total: mean(lengths),
      cpu: mean(windows.map(({ cpuMilliseconds }) => cpuMilliseconds)),
      alone: Object.fromEntries(
        kinds.map(kind => [
          kind,
          mean(attributions.map(({ alone }) => alone[kind] ?? 0)),
        ]),
      ),
      together: mean(attributions.map(({ together }) => together)),
      nothing: mean(attributions.map(({ nothing }) => nothing)),
      calls: Object.fromEntries(
        kinds.map(kind => {
          const all = parts.flatMap(({ intervals }) =>
            intervals.filter(each => each.kind === kind),
          );
          return [
            kind,
            {
              count: all.length / windows.length,
              mean: mean(all.map(({ begin, end }) => end - begin)),
            },
          ];
        }),
      ),
      typical: timelineOf(middle).slice(0, mostLines),
    };
  }
}

interface Part {
  window: Window;
  intervals: (Interval & { what: string })[];
}

function intervalsOf(
  window: Window,
  spans: SpanRecord[],
): Pick<Part, 'intervals'> {
  const within = spans.filter(
    ({ begin, end }) => end > window.begin && begin < window.end,
  );
  const intervals = within.flatMap(span => {
    const kind = kindOf(span);
    return kind ? [{ ...span, kind }] : [];
  });
  const arrival = within.find(
    ({ side, what, begin }) =>
      side === 'server' && what.includes(webhookPath) && begin >= window.begin,
  );
  return {
    intervals: arrival
      ? [
          {
            kind: 'webhook on its way',
            what: webhookPath,
            begin: window.begin,
            end: arrival.begin,
          },
          ...intervals,
        ]
      : intervals,
  };
}

function timelineOf({ window, intervals }: Part): string[] {
  return [...intervals]
    .sort((one, other) => one.begin - other.begin)
    .map(({ kind, what, begin, end }) =>
      [
        `+${Math.round(begin - window.begin)}`.padStart(7),
        `${(end - begin).toFixed(1)}`.padStart(8),
        ` ${kind}: ${what.replaceAll(/\s+/g, ' ').slice(0, 120)}`,
      ].join(''),
    );
}
