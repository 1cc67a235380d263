import { LoggerService } from '@backstage/backend-plugin-api';
import { phases } from '@previewenv/plugin-preview-environments-common';
import {
  Application,
  GRPCRoute,
  HTTPRoute,
  Namespace,
  OwnObjects,
} from '../kubernetes';
import { Store } from '../store';
import { Baselines } from './Baselines';
import { ClusterParts } from './ClusterParts';

const pageSize = 100;

/** Takes all previews away before an uninstallation, and says when nothing of the instance is left (rule 7.30). */
export class Drain {
  readonly #parts: ClusterParts;
  readonly #store: Pick<Store, 'query' | 'enqueueKnown'>;
  readonly #baselines: Pick<Baselines, 'keep'>;
  readonly #instance: string;
  readonly #logger: LoggerService;

  constructor(options: {
    parts: ClusterParts;
    store: Pick<Store, 'query' | 'enqueueKnown'>;
    baselines: Pick<Baselines, 'keep'>;
    instance: string;
    logger: LoggerService;
  }) {
    this.#parts = options.parts;
    this.#store = options.store;
    this.#baselines = options.baselines;
    this.#instance = options.instance;
    this.#logger = options.logger;
  }

  /** Has every preview looked at, which removes it. */
  async begin(): Promise<void> {
    const alive = phases.filter(phase => phase !== 'gone');
    let after: { createdAt: Date; id: string } | undefined;
    do {
      const page = await this.#store.query({
        phases: alive,
        limit: pageSize,
        after,
      });
      for (const { id } of page) await this.#store.enqueueKnown(id, 'drain');
      after = page.length === pageSize ? page.at(-1) : undefined;
    } while (after);
    await this.report();
  }

  /** Takes what previews shared away with the last of them, and counts what is left by live lists. What no preview knows of is counted too: it needs an administrator. */
  async report(): Promise<void> {
    await this.#baselines.keep();
    const counts = await Promise.all(
      this.#parts.names.flatMap(cluster => {
        const { objects } = this.#parts.routed(cluster);
        const { objects: argoCd, settings } = this.#parts.argoCd(cluster);
        return [
          count(objects, Namespace),
          count(objects, HTTPRoute),
          count(objects, GRPCRoute),
          count(argoCd, Application, settings.namespace),
        ];
      }),
    );
    const left = counts.flat();
    this.#logger.info(
      left.length === 0
        ? `Drained: nothing of instance ${
            this.#instance
          } is left; the plugin and its manifests can be removed now`
        : `Draining instance ${this.#instance}: ${
            left.length
          } objects are left: ${left.slice(0, 10).join(', ')}`,
    );
  }
}

async function count(
  objects: OwnObjects,
  resource: typeof Namespace,
  namespace?: string,
): Promise<string[]> {
  const found = await objects.list(resource, { namespace });
  return found.map(
    ({ kind, metadata }) => `${kind ?? resource.kind} ${metadata.name}`,
  );
}
