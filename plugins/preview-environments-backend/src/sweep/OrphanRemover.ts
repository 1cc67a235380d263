import {
  isRefused,
  isWaiting,
} from '@previewenv/plugin-preview-environments-node';
import { runWithLease } from '../kubernetes';
import { close, ClosingState, PreviewPolicy, PreviewRecord } from '../preview';
import { Actor, ClusterSources, readClusterFacts } from '../reconciler';
import { Store } from '../store/types';
import { Group } from './compare';
import { nobodysRecord } from './records';

/** The right to write that a sweep has, for as long as no other replica can begin one (rule 7.3). */
export interface SweepLease {
  generation: number;
  remainingMilliseconds(): number;
  signal: AbortSignal;
}

export interface OrphanRemoverOptions {
  sources: ClusterSources;
  actor: Pick<Actor, 'act'>;
  store: Pick<Store, 'lives'>;
  policy: () => PreviewPolicy;
  now: () => Date;
  /** Ends early at the signal. */
  pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

interface Removal {
  group: Group & { previewId: string };
  record: PreviewRecord;
}

/** What has to be left for one more round: a request may take ten seconds, and a round makes some. */
const roundMilliseconds = 30_000;

/**
 * Removes what no preview that is known accounts for, in the close order and step by step, as a look would. Those of which a preview
 * is known go by its own looks instead.
 */
export class OrphanRemover {
  readonly #options: OrphanRemoverOptions;

  constructor(options: OrphanRemoverOptions) {
    this.#options = options;
  }

  /** Goes on until everything is gone or the lease is nearly over; the next sweep continues. Answers what holds up those that are left, by id. */
  async remove(
    groups: (Group & { previewId: string })[],
    lease: SweepLease,
  ): Promise<Map<string, string[]>> {
    const blockers = new Map<string, string[]>();
    let left: Removal[] = groups.map(group => ({
      group,
      record: nobodysRecord(group, this.#options.now()),
    }));
    while (left.length > 0 && hasTime(lease)) {
      const round = left;
      const states = await runWithLease(lease, () => this.#round(round));
      const waits: number[] = [];
      left = left.flatMap(({ group, record }, index) => {
        const state = states[index];
        blockers.set(group.id, state?.blockedBy ?? []);
        if (!state || state.phase === 'gone') return [];
        waits.push(state.lookAgainAfterMilliseconds ?? 0);
        const steps = { ...record.steps, drainingSince: state.drainingSince };
        const { closing } = state;
        return [{ group, record: { ...record, steps, closing } }];
      });
      if (waits.length > 0)
        await this.#options.pause(Math.min(...waits), lease.signal);
    }
    return blockers;
  }

  async #round(removals: Removal[]): Promise<(ClosingState | undefined)[]> {
    const known = await this.#options.store.lives(
      removals.map(({ record }) => record.id),
    );
    const states: (ClosingState | undefined)[] = [];
    for (const { record } of removals) {
      const claimed = known.some(({ id }) => id === record.id);
      states.push(claimed ? undefined : await this.#step(record));
    }
    return states;
  }

  async #step(record: PreviewRecord): Promise<ClosingState> {
    const { sources, actor, policy, now } = this.#options;
    const [cluster] = record.clusters;
    const namespace = `${policy().namespacePrefix}${record.id}`;
    const facts = await readClusterFacts(sources, {
      previewId: record.id,
      cluster,
      namespace,
    });
    const state = close(
      {
        policy: policy(),
        clusters: { [cluster]: facts },
        cleanup: {},
        sinceTakeOverMilliseconds: undefined,
        takeOverGraceMilliseconds: 0,
      },
      record,
      now(),
    );
    try {
      const { hindrances } = await actor.act(state.steps);
      const blockedBy = hindrances.flatMap(hindrance => hindrance.blockedBy);
      return { ...state, blockedBy: [...state.blockedBy, ...blockedBy] };
    } catch (error) {
      if (!isWaiting(error) && !isRefused(error)) throw error;
      return { ...state, blockedBy: [...state.blockedBy, error.message] };
    }
  }
}

function hasTime({ remainingMilliseconds, signal }: SweepLease): boolean {
  return !signal.aborted && remainingMilliseconds() > roundMilliseconds;
}
