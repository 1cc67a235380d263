import {
  ClusterClient,
  KubernetesObject,
  WatchEvent,
  WatchOptions,
} from '../../kubernetes';
import { MemoryCluster } from '../../kubernetes/__testUtils__/memoryCluster';

/** Wakes the one who waits for it; a ring that nobody waits for is kept. */
class Bell {
  #rung = false;
  #wake: () => void = () => {};

  ring(): void {
    this.#rung = true;
    this.#wake();
  }

  async rung(): Promise<void> {
    if (!this.#rung)
      await new Promise<void>(resolve => {
        this.#wake = resolve;
      });
    this.#rung = false;
  }
}

/** A cluster whose watches say what a test has them say. */
export class ScriptedCluster {
  /** `Pod in pv-web-pr-42` of every watch that is under way. */
  readonly watched: string[] = [];
  readonly #listeners = new Set<
    (event: WatchEvent<KubernetesObject>, kind: string) => void
  >();

  readonly client: ClusterClient = Object.assign(new MemoryCluster(), {
    watch: <T>(options: WatchOptions<T>) => this.#watch(options),
  });

  /** Tells every watch of the kind, and lets them pass it on. */
  async say(
    kind: string,
    ...events: WatchEvent<KubernetesObject>[]
  ): Promise<void> {
    for (const event of events)
      for (const listener of this.#listeners) listener(event, kind);
    for (let turn = 0; turn < 10 * events.length; turn++) await undefined;
  }

  async *#watch<T>({
    resource,
    namespace,
    project,
    signal,
  }: WatchOptions<T>): AsyncIterable<WatchEvent<T>> {
    const pending: WatchEvent<T>[] = [];
    const bell = new Bell();
    const listener = (event: WatchEvent<KubernetesObject>, kind: string) => {
      if (kind !== resource.kind) return;
      pending.push(projected(event, project));
      bell.ring();
    };
    const name = `${resource.kind} in ${namespace ?? 'all namespaces'}`;
    this.#listeners.add(listener);
    this.watched.push(name);
    signal.addEventListener('abort', () => bell.ring());
    try {
      while (!signal.aborted) {
        yield* pending.splice(0);
        await bell.rung();
      }
    } finally {
      this.#listeners.delete(listener);
      this.watched.splice(this.watched.indexOf(name), 1);
    }
  }
}

function projected<T>(
  event: WatchEvent<KubernetesObject>,
  project: (object: KubernetesObject) => T,
): WatchEvent<T> {
  if (event.type === 'synced')
    return { type: 'synced', items: event.items.map(project) };
  return 'item' in event ? { ...event, item: project(event.item) } : event;
}
