import { Orphan, PreviewLife, PreviewRecord, SweepStatus } from '../preview';

/** A record in place of the one before, and the line that its timeline gets. */
export interface PreviewChange {
  record: PreviewRecord;
  reason: string;
}

/** What became of a change outside of a look. `busy`: somebody looks at the preview just now. */
export type ChangeOutcome = 'changed' | 'unchanged' | 'busy';

/** What the comparison of clusters and store needs of the store. */
export interface SweepStore {
  /** The database's time. */
  time(): Promise<Date>;
  /** What is known of these previews; those that nothing is known of are left out. */
  lives(ids: string[]): Promise<PreviewLife[]>;
  /**
   * Changes what is remembered of a preview between two looks, and makes the next look due. `change` answers undefined when there is
   * nothing to change. A worker whose lease ran out can't write over it; one that holds a lease is not disturbed.
   */
  change(
    previewId: string,
    cause: string,
    change: (before: PreviewRecord | undefined) => PreviewChange | undefined,
  ): Promise<ChangeOutcome>;
  /**
   * Remembers a preview again that was found in a cluster (rule 7.20): its slug, its place among the admitted, and its record, as a
   * life after the one that is known of. A look is due then. Throws a RefusedError when its id belongs to another repository.
   */
  restore(
    cause: string,
    restored: {
      record: PreviewRecord;
      /** True when what is remembered meanwhile makes it needless. */
      unless: (before: PreviewRecord | undefined) => boolean;
    },
  ): Promise<ChangeOutcome>;
  /** All orphans, the oldest first. */
  orphans(): Promise<Orphan[]>;
  /** What a sweep found of them. What is the same already is not written again. */
  recordOrphans(found: { kept: Orphan[]; dropped: string[] }): Promise<void>;
  /** Leaves an orphan to whoever wants it: its objects count as abandoned. Answers what it was; undefined when there is none of that id. */
  releaseOrphan(id: string, releasedBy: string): Promise<Orphan | undefined>;
  sweepStatus(): Promise<SweepStatus>;
  /** Written only when the problems are others than before. */
  recordSweep(status: SweepStatus): Promise<void>;
}
