import { Claim } from '../../preview';
import { LookResult } from '../../store/types';

/** The queue reduced to what a worker sees of it: what is due is handed out once. */
export class MemoryQueue {
  /** Handed out by the next claims. */
  due: Claim[] = [];
  /** How many each claim asked for. */
  readonly asked: number[] = [];
  readonly completed: string[] = [];
  readonly failed: {
    previewId: string;
    message: string;
    retryAfterMilliseconds: number;
  }[] = [];
  readonly released: string[] = [];
  /** What the queue says of the next row. */
  nextDueMilliseconds: number | undefined;
  /** Whether leases have run out meanwhile. */
  leasesLost = false;
  /** Runs during a claim; may throw. */
  onClaim: () => void = () => {};

  async claimDue({ limit }: { limit: number }): Promise<Claim[]> {
    this.asked.push(limit);
    this.onClaim();
    return this.due.splice(0, limit);
  }

  async nextDue(): Promise<number | undefined> {
    return this.due.length > 0 ? 0 : this.nextDueMilliseconds;
  }

  async complete({ previewId }: Claim, _result: LookResult): Promise<boolean> {
    if (this.leasesLost) return false;
    this.completed.push(previewId);
    return true;
  }

  async fail(
    { previewId }: Claim,
    options: { message: string; retryAfterMilliseconds: number },
  ): Promise<boolean> {
    this.failed.push({ previewId, ...options });
    return true;
  }

  async release(claims: Claim[]): Promise<void> {
    this.released.push(...claims.map(({ previewId }) => previewId));
  }
}
