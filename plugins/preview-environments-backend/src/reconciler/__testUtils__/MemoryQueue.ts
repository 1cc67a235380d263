import { Claim } from '../../preview';
import { LookFailure, LookResult } from '../../store/types';

/** The queue reduced to what a worker sees of it: what is due is handed out once. */
export class MemoryQueue {
  /** Handed out by the next claims. */
  due: Claim[] = [];
  /** How many each claim asked for. */
  readonly asked: number[] = [];
  readonly completed: string[] = [];
  readonly failed: ({ previewId: string } & LookFailure)[] = [];
  readonly released: string[] = [];
  /** What the queue says of the next row. */
  nextDueMilliseconds: number | undefined;
  /** Whether failures park a preview. */
  patienceIsOver = false;
  /** Whether leases have run out meanwhile. */
  leasesLost = false;
  /** Runs during a claim; may throw. */
  onClaim: () => void = () => {};

  /** Tells the reconciler that something has been made due. */
  tell: () => void = () => {};

  onDue(listener: () => void): void {
    this.tell = listener;
  }

  async claimDue({ limit }: { limit: number }): Promise<Claim[]> {
    this.asked.push(limit);
    this.onClaim();
    return this.due.splice(0, limit);
  }

  async nextDue(): Promise<number | undefined> {
    return this.due.length > 0 ? 0 : this.nextDueMilliseconds;
  }

  async renew(claim: Claim): Promise<Claim | undefined> {
    return this.leasesLost ? undefined : claim;
  }

  async complete({ previewId }: Claim, _result: LookResult): Promise<boolean> {
    if (this.leasesLost) return false;
    this.completed.push(previewId);
    return true;
  }

  async fail(
    { previewId }: Claim,
    failure: LookFailure,
  ): Promise<'retried' | 'parked'> {
    this.failed.push({ previewId, ...failure });
    return this.patienceIsOver ? 'parked' : 'retried';
  }

  async release(claims: Claim[]): Promise<void> {
    this.released.push(...claims.map(({ previewId }) => previewId));
  }
}
