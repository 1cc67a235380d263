import { ClusterClient, EndpointSlice, Event, Pod } from '../kubernetes';
import { PreviewRecord } from '../preview';
import { endpointSighting, eventSighting, podSighting } from './sightings';
import { HintSink, watchHints } from './watchHints';

/** Phases in which pods decide what comes next. */
const podsMatter = ['deploying', 'verifying', 'failed', 'degraded'];

/**
 * After this a watch ends by itself, in case another replica has taken over and seen the preview settle. The next look that finds it
 * unsettled starts a new one.
 */
const longestMilliseconds = 10 * 60_000;

/** Watches pods, their events and endpoints of a namespace, but only while the preview in it is unsettled (rule 7.11). */
export class UnsettledNamespaces {
  readonly #client: (cluster: string) => ClusterClient;
  readonly #hint: HintSink;
  readonly #trouble: (error: unknown) => void;
  readonly #watches = new Map<string, AbortController>();

  constructor(options: {
    client: (cluster: string) => ClusterClient;
    hint: HintSink;
    trouble: (error: unknown) => void;
  }) {
    this.#client = options.client;
    this.#hint = options.hint;
    this.#trouble = options.trouble;
  }

  /** To be told of every record that was written. */
  attend(record: PreviewRecord): void {
    if (!podsMatter.includes(record.phase)) this.#dismiss(record.id);
    else if (!this.#watches.has(record.id)) this.#watch(record);
  }

  stop(): void {
    for (const id of [...this.#watches.keys()]) this.#dismiss(id);
  }

  #dismiss(id: string): void {
    this.#watches.get(id)?.abort();
    this.#watches.delete(id);
  }

  #watch({ id, components }: PreviewRecord): void {
    const watch = new AbortController();
    this.#watches.set(id, watch);
    const timer = setTimeout(() => this.#dismiss(id), longestMilliseconds);
    timer.unref();
    watch.signal.addEventListener('abort', () => clearTimeout(timer), {
      once: true,
    });
    const places = new Map(
      components.map(({ cluster, namespace }) => [
        `${cluster}/${namespace}`,
        { cluster, namespace },
      ]),
    );
    for (const place of places.values())
      this.#follow(id, place, watch.signal).catch(this.#trouble);
  }

  async #follow(
    id: string,
    { cluster, namespace }: { cluster: string; namespace: string },
    signal: AbortSignal,
  ): Promise<void> {
    const client = this.#client(cluster);
    const watches = [
      { resource: Pod, project: podSighting(id) },
      { resource: EndpointSlice, project: endpointSighting(id) },
      { resource: Event, project: eventSighting(id) },
    ];
    await Promise.all(
      watches.map(({ resource, project }) =>
        watchHints({
          client,
          watched: { resource, namespace },
          project,
          hint: this.#hint,
          signal,
        }),
      ),
    );
  }
}
