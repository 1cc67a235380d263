import { ServerResponse } from 'node:http';
import { expired } from '../apiError';
import { fieldSelector, labelSelector } from '../selectors';
import { Storage } from '../storage';
import { StoredObject, StoreEvent } from '../types';
import { Target } from './target';

/** Milliseconds between bookmarks; a real server sends one about every minute. */
const bookmarkInterval = 10_000;

/** Seconds that a watch lasts when its client names no end. */
const defaultTimeout = 1_800;

/** WATCH: one JSON object per line, until the client goes, the time is over, or the server closes. */
export class Watch {
  readonly #storage: Storage;
  readonly #target: Target;
  readonly #query: URLSearchParams;
  readonly #response: ServerResponse;
  #cancels: (() => void)[] = [];

  constructor(options: {
    storage: Storage;
    target: Target;
    query: URLSearchParams;
    response: ServerResponse;
  }) {
    this.#storage = options.storage;
    this.#target = options.target;
    this.#query = options.query;
    this.#response = options.response;
  }

  start(): void {
    const matches = this.#selector();
    const from = Number(this.#query.get('resourceVersion') ?? 0);
    this.#response.writeHead(200, {
      'content-type': 'application/json',
      'transfer-encoding': 'chunked',
    });
    this.#response.flushHeaders();
    if (from && from < this.#storage.oldest) {
      const { status } = expired(
        `too old resource version: ${from} (${this.#storage.oldest})`,
      );
      this.#send('ERROR', status);
      this.#response.end();
      return;
    }
    if (from)
      for (const event of this.#storage.since(from))
        this.#forward(event, matches);
    else this.#sendExisting(matches);
    this.#cancels.push(
      this.#storage.subscribe(event => this.#forward(event, matches)),
    );
    this.#planBookmark();
    const seconds =
      Number(this.#query.get('timeoutSeconds') ?? 0) || defaultTimeout;
    this.#cancels.push(
      this.#storage.clock.after(seconds * 1000, () => this.stop()),
    );
    this.#response.on('close', () => this.#release());
  }

  /** Ends the stream, with a last bookmark for those who asked for them. */
  stop(): void {
    if (this.#wantsBookmarks()) this.#bookmark();
    this.#release();
    this.#response.end();
  }

  #selector(): (object: StoredObject) => boolean {
    const labels = labelSelector(this.#query.get('labelSelector') ?? undefined);
    const fields = fieldSelector(this.#query.get('fieldSelector') ?? undefined);
    const { namespace, name } = this.#target;
    return object =>
      (namespace === undefined || object.metadata.namespace === namespace) &&
      (name === undefined || object.metadata.name === name) &&
      labels(object) &&
      fields(object);
  }

  #sendExisting(matches: (object: StoredObject) => boolean): void {
    const existing = this.#storage
      .list(this.#target.resource, this.#target.namespace)
      .filter(matches);
    for (const object of existing) this.#send('ADDED', object);
    if (
      this.#query.get('sendInitialEvents') !== 'true' ||
      !this.#wantsBookmarks()
    )
      return;
    this.#bookmark({ 'k8s.io/initial-events-end': 'true' });
  }

  /** An object that starts or stops to match is added or deleted, for those who watch by selector. */
  #forward(
    event: StoreEvent,
    matches: (object: StoredObject) => boolean,
  ): void {
    if (event.resource !== this.#target.resource) return;
    const before = event.before !== undefined && matches(event.before);
    const after = event.type !== 'DELETED' && matches(event.object);
    if (after) this.#send(before ? 'MODIFIED' : 'ADDED', event.object);
    else if (before) this.#send('DELETED', event.object);
  }

  #wantsBookmarks(): boolean {
    return ['true', '1'].includes(this.#query.get('allowWatchBookmarks') ?? '');
  }

  #planBookmark(): void {
    if (!this.#wantsBookmarks()) return;
    this.#cancels.push(
      this.#storage.clock.after(bookmarkInterval, () => {
        this.#bookmark();
        this.#planBookmark();
      }),
    );
  }

  #bookmark(annotations?: Record<string, string>): void {
    const { kind, apiVersion } = this.#target.resource;
    const resourceVersion = String(this.#storage.revision);
    this.#send('BOOKMARK', {
      kind,
      apiVersion,
      metadata: { resourceVersion, creationTimestamp: null, annotations },
    });
  }

  #send(type: string, object: unknown): void {
    this.#response.write(`${JSON.stringify({ type, object })}\n`);
  }

  #release(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
  }
}
