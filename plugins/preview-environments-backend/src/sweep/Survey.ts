import { LoggerService } from '@backstage/backend-plugin-api';
import { isRefused } from '@previewenv/plugin-preview-environments-node';
import { Store } from '../store/types';
import {
  compare,
  Comparison,
  isUnremembered,
  Suspect,
  Unremembered,
} from './compare';
import { FoundObject, SweptCluster, takeInventory } from './inventory';
import { foundElsewhere, rebuiltRecord } from './records';

export interface SurveyOptions {
  clusters: SweptCluster[];
  instance: string;
  namespacePrefix: string;
  store: Pick<
    Store,
    'time' | 'lives' | 'change' | 'restore' | 'abandonedObjects'
  >;
  logger: LoggerService;
}

/** What one reading of clusters and store came to. */
export interface Reading {
  /** By the database's clock, before the clusters were read: a second reading is never dated too late. */
  at: Date;
  /** The clusters that could be read. */
  read: Set<string>;
  problems: string[];
  suspects: Suspect[];
  leaving: Comparison['leaving'];
}

/** In the timelines of previews. */
export const sweepCause = 'sweep';

/** Compares clusters and store, and tells the store of the previews that it has lost (rule 7.20). */
export class Survey {
  readonly #options: SurveyOptions;

  constructor(options: SurveyOptions) {
    this.#options = options;
  }

  async take(): Promise<Reading> {
    const { clusters, instance, namespacePrefix, store } = this.#options;
    const at = await store.time();
    const { objects, read, problems } = await takeInventory(clusters, instance);
    const ours = await this.#withoutAbandoned(objects);
    const ids = ours.flatMap(({ previewId }) => previewId ?? []);
    const lives = await store.lives([...new Set(ids)]);
    const { unremembered, elsewhere, suspects, leaving } = compare(
      ours,
      lives,
      { namespacePrefix },
    );
    const refused = await this.#rebuild(unremembered, at);
    await this.#extend(elsewhere);
    return {
      at,
      read,
      problems,
      suspects: [...suspects, ...refused],
      leaving,
    };
  }

  /** What an administrator gave up is nobody's, whatever its labels say. */
  async #withoutAbandoned(objects: FoundObject[]): Promise<FoundObject[]> {
    const abandoned = await this.#options.store.abandonedObjects();
    const uids = new Set(abandoned.map(({ uid }) => uid));
    return objects.filter(({ uid }) => !uids.has(uid));
  }

  /** Answers what can't be the preview of the pull request that it names. */
  async #rebuild(found: Unremembered[], at: Date): Promise<Suspect[]> {
    const { store, logger } = this.#options;
    const refused: Suspect[] = [];
    for (const one of found) {
      try {
        const outcome = await store.restore(sweepCause, {
          record: rebuiltRecord(one, at),
          unless: before => !isUnremembered(one.stamp, before),
        });
        if (outcome === 'changed')
          logger.warn(
            `Preview ${one.previewId} was not known any more; it is rebuilt from what was found in ${one.clusters}`,
          );
      } catch (error) {
        if (!isRefused(error)) throw error;
        refused.push(...suspectsOf(one, error.message));
      }
    }
    return refused;
  }

  async #extend(elsewhere: Comparison['elsewhere']): Promise<void> {
    for (const { previewId, clusters } of elsewhere) {
      await this.#options.store.change(previewId, sweepCause, before =>
        before && before.phase !== 'gone'
          ? foundElsewhere(before, clusters)
          : undefined,
      );
    }
  }
}

function suspectsOf(
  { previewId, clusters, objects }: Unremembered,
  reason: string,
): Suspect[] {
  return clusters.map(cluster => ({
    id: `${cluster}.${previewId}`,
    cluster,
    previewId,
    objects: objects.filter(({ home }) => home === cluster),
    reason,
    removal: 'directly',
  }));
}
