import { setTimeout as pause } from 'node:timers/promises';
import { ClusterObject, list } from '../ground/kubernetes';
import { baselineNamespace } from '../ground/baseline';
import { listPreviews } from '../ground/previews';

/** What happened to a preview, in milliseconds of `performance.now()`. Seen by asking, hence a moment late. */
export interface Life {
  /** It said that it is ready. */
  readyAt?: number;
  /** Its pull request was closed: nobody may count on it any more. */
  closedAt?: number;
  /** Its override was there, and is no longer. */
  routeGoneAt?: number;
}

const pollMilliseconds = 250;
const idLabel = 'preview-environments.io/id';

/** Watches previews come and go. */
export class Timeline {
  readonly #lives = new Map<string, Life>();
  readonly #routed = new Set<string>();
  #stopped = false;
  #running: Promise<void> | undefined;

  start(): this {
    this.#running = this.#watch();
    return this;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  of(id: string): Life {
    const life = this.#lives.get(id) ?? {};
    this.#lives.set(id, life);
    return life;
  }

  get ids(): string[] {
    return [...this.#lives.keys()];
  }

  closed(id: string): void {
    this.of(id).closedAt = performance.now();
  }

  async #watch(): Promise<void> {
    while (!this.#stopped) {
      const [previews, routes] = await Promise.all([
        listPreviews('ready'),
        list('httproutes', { namespace: baselineNamespace, labels: idLabel }),
      ]);
      this.#note(
        previews.map(({ id }) => id),
        routes,
      );
      await pause(pollMilliseconds);
    }
  }

  #note(ready: string[], routes: ClusterObject[]): void {
    const now = performance.now();
    for (const id of ready) this.of(id).readyAt ??= now;
    const overrides = routes.filter(isOverride);
    const routed = new Set(
      overrides.map(({ metadata }) => metadata.labels![idLabel]),
    );
    for (const id of this.#routed) {
      if (routed.has(id)) continue;
      this.of(id).routeGoneAt = now;
      this.#routed.delete(id);
    }
    for (const id of routed) this.#routed.add(id);
  }
}

/** The edge routes of previews that the baseline's web is the entry of are here, too. */
function isOverride(route: ClusterObject): boolean {
  const { spec } = route as ClusterObject & {
    spec: { parentRefs: { kind?: string }[] };
  };
  return spec.parentRefs.some(({ kind }) => kind === 'Service');
}
