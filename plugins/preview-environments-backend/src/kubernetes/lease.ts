import { AsyncLocalStorage } from 'node:async_hooks';
import { WaitingError } from '@previewenv/plugin-preview-environments-node';

/** A worker's right to change one preview, for a while (rule 7.3). */
export interface WorkLease {
  /** Raised by every claim; it travels in the User-Agent, so that the audit log tells workers apart. */
  readonly generation: number;
  /** By a monotonic clock, never more than the database still grants. */
  remainingMilliseconds(): number;
}

/** The lease would be over before a write is. */
export class LeaseEndingError extends WaitingError {
  constructor() {
    super('The lease on this preview is nearly over; the next look goes on.', {
      afterMilliseconds: 0,
    });
  }
}

const leases = new AsyncLocalStorage<WorkLease>();

/** Everything that `work` does, however deep, happens under the lease. */
export function runWithLease<T>(
  lease: WorkLease,
  work: () => Promise<T>,
): Promise<T> {
  return leases.run(lease, work);
}

/** The lease of the work that is being done; undefined outside of any. */
export function currentLease(): WorkLease | undefined {
  return leases.getStore();
}

/**
 * Refuses an external write that could outlive the lease: nobody else can check our lease, so a write may only start
 * when it is over, at its timeout, before somebody else can take over. The caller aborts it at `timeoutMilliseconds`.
 */
export function requireTimeToWrite(
  lease: WorkLease | undefined,
  timeoutMilliseconds: number,
): void {
  if (lease && lease.remainingMilliseconds() <= timeoutMilliseconds) {
    throw new LeaseEndingError();
  }
}
