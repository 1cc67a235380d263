import { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { isExpired, KubernetesError, StatusBody } from './errors';
import { linesOf } from './lines';
import { KubernetesObject, WatchEvent } from './types';

export interface WatchTiming {
  /** The server ends a watch after so long; we go on from where it was. */
  timeoutSeconds: number;
  /** Silence after which a connection counts as dead. Above the 60 s at which an API server sends bookmarks. */
  idleMilliseconds: number;
  /** The longest wait between two attempts; the first is 0.5 s. */
  maximumBackoffMilliseconds: number;
  /** Between 0 and 1, spreads the attempts of several watches. */
  random: () => number;
  delay: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

const standardTiming: WatchTiming = {
  timeoutSeconds: 290,
  idleMilliseconds: 90_000,
  maximumBackoffMilliseconds: 30_000,
  random: Math.random,
  delay: (milliseconds, signal) => delay(milliseconds, undefined, { signal }),
};

/** A page of a list as the API server sends it. */
export interface ListPage {
  metadata: { resourceVersion: string; continue?: string };
  items: KubernetesObject[];
}

export type WatchQuery = {
  watch: true;
  allowWatchBookmarks: true;
  timeoutSeconds: number;
  resourceVersion: string;
};

export interface WatchSource<T> {
  signal: AbortSignal;
  project: (object: KubernetesObject) => T;
  timing: Partial<WatchTiming>;
  page: (token: string | undefined) => Promise<ListPage>;
  open: (query: WatchQuery) => Promise<IncomingMessage>;
  /** Makes the error for a failure that the server reports inside the stream. */
  failure: (status: number | undefined, body: StatusBody) => KubernetesError;
}

interface WireEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: KubernetesObject & StatusBody & { code?: number };
}

const eventTypes = {
  ADDED: 'added',
  MODIFIED: 'modified',
  DELETED: 'deleted',
} as const;

/**
 * Lists, then watches from the list's version, and goes on from the last version seen (events and bookmarks tell it)
 * after every end, reset or silence. Only a version that the server has forgotten (410) makes it list again.
 */
export async function* watchForever<T>(
  source: WatchSource<T>,
): AsyncGenerator<WatchEvent<T>> {
  const { signal } = source;
  const timing = { ...standardTiming, ...source.timing };
  const position: Position = { version: undefined, troubled: false };
  let failures = 0;
  while (!signal.aborted) {
    try {
      if (position.version === undefined) yield await listAll(source, position);
      for await (const event of watchOnce(source, timing, position)) {
        failures = 0;
        yield event;
      }
      // The server ended the watch as agreed. Not at once again: a broken one may end every watch immediately.
      await timing.delay(jitter(200, timing), signal);
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      if (isExpired(error)) position.version = undefined;
      // A version runs out after any quiet hour; only when listing again did not help, something is wrong.
      if (!isExpired(error) || failures > 1) {
        position.troubled = true;
        yield { type: 'trouble', error: asError(error) };
        await pause(failures, timing, signal);
      }
    }
  }
}

interface Position {
  /** Where to go on; undefined: from a new list. */
  version: string | undefined;
  /** Trouble was reported and its end was not. */
  troubled: boolean;
}

async function listAll<T>(
  source: WatchSource<T>,
  position: Position,
): Promise<WatchEvent<T>> {
  const items: T[] = [];
  let version: string;
  let token: string | undefined;
  do {
    const page = await source.page(token);
    for (const object of page.items) items.push(source.project(object));
    version = page.metadata.resourceVersion;
    token = page.metadata.continue || undefined;
  } while (token);
  position.version = version;
  position.troubled = false;
  return { type: 'synced', items };
}

async function* watchOnce<T>(
  source: WatchSource<T>,
  timing: WatchTiming,
  position: Position,
): AsyncGenerator<WatchEvent<T>> {
  const response = await source.open({
    watch: true,
    allowWatchBookmarks: true,
    timeoutSeconds: timing.timeoutSeconds,
    resourceVersion: position.version ?? '',
  });
  const silence = setTimeout(
    () => response.destroy(new Error('the watch fell silent')),
    timing.idleMilliseconds,
  );
  const stop = () => response.destroy(new Error('stopped'));
  source.signal.addEventListener('abort', stop, { once: true });
  try {
    if (source.signal.aborted) return;
    if (position.troubled) {
      position.troubled = false;
      yield { type: 'resumed' };
    }
    response.setEncoding('utf8');
    for await (const line of linesOf(response)) {
      silence.refresh();
      if (!line) continue;
      const event: WireEvent = JSON.parse(line);
      if (event.type === 'ERROR') {
        throw source.failure(event.object.code, event.object);
      }
      const projected =
        event.type === 'BOOKMARK' ? undefined : source.project(event.object);
      position.version = event.object.metadata.resourceVersion;
      if (event.type !== 'BOOKMARK') {
        yield { type: eventTypes[event.type], item: projected as T };
      }
    }
  } finally {
    clearTimeout(silence);
    source.signal.removeEventListener('abort', stop);
    response.destroy();
  }
}

/** Doubles from 0.5 s on, and spreads by half. */
async function pause(
  failures: number,
  timing: WatchTiming,
  signal: AbortSignal,
): Promise<void> {
  const exponential = 500 * 2 ** Math.min(failures - 1, 20);
  const wait = Math.min(timing.maximumBackoffMilliseconds, exponential);
  try {
    await timing.delay(jitter(wait, timing), signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function jitter(milliseconds: number, timing: WatchTiming): number {
  return milliseconds * (0.5 + timing.random() / 2);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
