import { LoggerService } from '@backstage/backend-plugin-api';
import { Orphan, SweepStatus } from '../preview';
import { Removals } from '../removals';
import { Store } from '../store/types';
import { followOrphans } from './followOrphans';
import { OrphanRemover, SweepLease } from './OrphanRemover';
import { leftoversLeave } from './records';
import { Suspect } from './compare';
import { Reading, Survey, sweepCause } from './Survey';

export interface SweepOptions {
  survey: Pick<Survey, 'take'>;
  store: Pick<
    Store,
    'change' | 'orphans' | 'recordOrphans' | 'sweepStatus' | 'recordSweep'
  >;
  removals: Pick<Removals, 'permit' | 'withdraw'>;
  remover: Pick<OrphanRemover, 'remove'>;
  /** All clusters of the configuration. */
  clusters: string[];
  /** False in the mode observe: what has no reason to exist is shown, and stays. */
  removes: boolean;
  everyMilliseconds: number;
  logger: LoggerService;
}

/** Schedules are kept within seconds; a sweep that begins a little early is one sweep later all the same. */
const scheduleShare = 0.9;

/**
 * Compares what is in the clusters with what the store knows; the listing of pull requests compares the store with the code hosts.
 * What nothing accounts for goes once a second sweep has found the very same objects, and no more at once than the cap allows.
 */
export class Sweep {
  readonly #options: SweepOptions;
  #sweptAt: Date | undefined;

  constructor(options: SweepOptions) {
    this.#options = options;
  }

  /** One sweep. Only one replica may do this at a time. */
  async sweep(lease: Omit<SweepLease, 'generation'>): Promise<void> {
    const { survey, store, clusters, logger } = this.#options;
    const reading = await survey.take();
    await this.#followOrphans(reading, {
      ...lease,
      generation: reading.at.getTime(),
    });
    const sweptAt =
      reading.read.size === clusters.length ? reading.at : undefined;
    this.#sweptAt = sweptAt ?? this.#sweptAt;
    const { problems: known } = await store.sweepStatus();
    for (const problem of reading.problems)
      if (!known.includes(problem)) logger.warn(problem);
    await store.recordSweep({ sweptAt, problems: reading.problems });
  }

  /** What is written down is as old as the last change: at rest nothing is written (rule 7.31). This process may know better. */
  async status(): Promise<SweepStatus> {
    const { sweptAt, problems } = await this.#options.store.sweepStatus();
    const here = this.#sweptAt;
    const latest = here && !(sweptAt && sweptAt > here) ? here : sweptAt;
    return { sweptAt: latest, problems };
  }

  async #followOrphans(reading: Reading, lease: SweepLease): Promise<void> {
    const { clusters, store, everyMilliseconds, removals, removes, logger } =
      this.#options;
    const before = await store.orphans();
    const { orphans, dropped } = followOrphans(before, {
      ...reading,
      configured: clusters,
      apartMilliseconds: everyMilliseconds * scheduleShare,
    });
    for (const { id, reason } of orphans)
      if (!before.some(known => known.id === id))
        logger.warn(`Orphan ${id}: ${reason}`);
    const kept = removes ? await this.#judge(orphans, reading) : orphans;
    await store.recordOrphans({ kept, dropped });
    for (const { id, state } of before)
      if (state === 'held' && dropped.includes(id)) await removals.withdraw(id);
    if (removes) await this.#removeDirectly(kept, reading, lease);
  }

  /** What was found twice may go, if it is no more than may go at once. */
  async #judge(
    orphans: Orphan[],
    { suspects, at }: Reading,
  ): Promise<Orphan[]> {
    const byId = new Map(suspects.map(suspect => [suspect.id, suspect]));
    const judged: Orphan[] = [];
    for (const orphan of orphans) {
      const suspect = byId.get(orphan.id);
      judged.push(
        suspect?.removal && orphan.confirmedAt
          ? { ...orphan, state: await this.#stateOf(orphan, suspect, at) }
          : orphan,
      );
    }
    return judged;
  }

  async #stateOf(
    orphan: Orphan,
    { removal, previewId, cluster, objects }: Suspect,
    at: Date,
  ): Promise<Orphan['state']> {
    const { store, removals } = this.#options;
    const permit = await removals.permit(orphan.id);
    if (!permit.permitted) return 'held';
    if (removal === 'directly' || previewId === undefined) return 'removing';
    const outcome = await store.change(previewId, sweepCause, before =>
      before?.phase === 'gone'
        ? leftoversLeave(before, { clusters: [cluster], objects }, at)
        : undefined,
    );
    // Somebody looks at it just now, or it is wanted again: the next sweep knows.
    return outcome === 'changed' ? 'removing' : 'suspected';
  }

  async #removeDirectly(
    orphans: Orphan[],
    { suspects }: Reading,
    lease: SweepLease,
  ): Promise<void> {
    const { store, remover } = this.#options;
    const removing = orphans.filter(({ state }) => state === 'removing');
    const groups = suspects.flatMap(suspect =>
      suspect.removal === 'directly' &&
      suspect.previewId &&
      removing.some(({ id }) => id === suspect.id)
        ? [{ ...suspect, previewId: suspect.previewId }]
        : [],
    );
    if (groups.length === 0) return;
    const blockers = await remover.remove(groups, lease);
    const kept = removing.flatMap(orphan => {
      const blockedBy = blockers.get(orphan.id);
      return blockedBy ? [{ ...orphan, blockedBy }] : [];
    });
    await store.recordOrphans({ kept, dropped: [] });
  }
}
