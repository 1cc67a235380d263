/** How many removals that are only inferred from absence may begin in one sweep (rule 7.21). */
export interface RemovalCap {
  /** Of the live previews, from 0 to 1. */
  share: number;
  /** This many may go even where the share is less. */
  least: number;
  /** One sweep. */
  windowMilliseconds: number;
}

/** Whether a removal that is inferred from absence may begin. */
export type RemovalPermit =
  | { permitted: true }
  /** One reading is no reading: another one has to find the same, later. */
  | {
      permitted: false;
      because: 'read-once';
      /** Milliseconds until a reading counts as the second one. */
      againAfterMilliseconds: number;
    }
  /** More would go at once than the cap lets go; an administrator decides. */
  | { permitted: false; because: 'held'; since: Date; limit: number };

/** Removals that wait for an administrator. */
export interface HeldRemovals {
  since: Date;
  /** Ids of previews and orphans, the one that waits longest first. */
  subjects: string[];
  /** How many may begin in one sweep without a release. */
  limit: number;
}

// 0.29 * 100 is a little less than 29.
const rounding = 1e-9;

/** How many removals may begin in one sweep. */
export function removalLimit(
  live: number,
  { share, least }: Pick<RemovalCap, 'share' | 'least'>,
): number {
  return Math.max(least, Math.floor(live * share + rounding));
}
