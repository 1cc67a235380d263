import { NotFoundError } from '@backstage/errors';
import { Orphan, SweepStatus } from '../../preview';
import { Removals } from '../../removals';
import { Store } from '../../store';
import { nameOf } from '../DefaultPreviews';
import { Caller } from '../Previews';
import { Leftovers, SweepView } from './Leftovers';

/** What the sweep found, and what the deletion cap holds back, for whoever asks. */
export class DefaultLeftovers implements Leftovers {
  readonly #store: Pick<Store, 'orphans' | 'releaseOrphan'>;
  readonly #sweep: { status(): Promise<SweepStatus> };
  readonly #removals: Pick<Removals, 'held' | 'release' | 'withdraw'>;

  constructor(options: {
    store: Pick<Store, 'orphans' | 'releaseOrphan'>;
    sweep: { status(): Promise<SweepStatus> };
    removals: Pick<Removals, 'held' | 'release' | 'withdraw'>;
  }) {
    this.#store = options.store;
    this.#sweep = options.sweep;
    this.#removals = options.removals;
  }

  orphans(): Promise<Orphan[]> {
    return this.#store.orphans();
  }

  async releaseOrphan(id: string, caller: Caller): Promise<Orphan> {
    const orphan = await this.#store.releaseOrphan(id, nameOf(caller));
    if (!orphan) throw new NotFoundError(`There is no orphan ${id}`);
    if (orphan.state === 'held') await this.#removals.withdraw(id);
    return orphan;
  }

  async sweep(): Promise<SweepView> {
    const status = await this.#sweep.status();
    return { ...status, held: await this.#removals.held() };
  }

  async releaseSweep(caller: Caller): Promise<SweepView> {
    await this.#removals.release(nameOf(caller));
    return this.sweep();
  }
}
