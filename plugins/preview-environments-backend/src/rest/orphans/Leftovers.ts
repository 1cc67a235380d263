import { HeldRemovals, Orphan, SweepStatus } from '../../preview';
import { Caller } from '../Previews';

/** The state of the sweep, with what waits for an administrator. */
export interface SweepView extends SweepStatus {
  held: HeldRemovals | undefined;
}

/**
 * What administrators see of what is left over, and decide about it. Whoever lacks the permission gets a NotAllowedError that names it.
 */
export interface Leftovers {
  /** What has no reason to exist, the oldest first. */
  orphans(caller: Caller): Promise<Orphan[]>;
  /** Leaves an orphan to whoever wants it: it is neither removed nor shown again. Throws a NotFoundError for an unknown one. */
  releaseOrphan(id: string, caller: Caller): Promise<Orphan>;
  sweep(caller: Caller): Promise<SweepView>;
  /** Lets go on what is held back. */
  releaseSweep(caller: Caller): Promise<SweepView>;
}
