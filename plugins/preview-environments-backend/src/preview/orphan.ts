import { LeftObject, PreviewRecord } from './record';

/** An object without a reason to exist. */
export interface OrphanedObject extends LeftObject {
  uid: string;
  /** When this very object, by its uid, was found for the first time. */
  foundAt: Date;
}

/** Objects that carry our labels and that nothing known to us explains: those of one preview in one cluster. */
export interface Orphan {
  /** `dev.web-pr-42`; with a uid where no preview is named. */
  id: string;
  /** The cluster of the preview, which is not always the one that its Applications live in. */
  cluster: string;
  /** Undefined when the object names none. */
  previewId: string | undefined;
  objects: OrphanedObject[];
  /** Why nothing should be there. */
  reason: string;
  foundAt: Date;
  /** When a second reading found all of its objects again. Nothing is removed before. */
  confirmedAt: Date | undefined;
  /** `held`: more would go at once than is allowed without an administrator. */
  state: 'suspected' | 'removing' | 'held';
  blockedBy: string[];
}

/** As much of a record as tells whether something of the preview should exist, and where. */
export type PreviewLife = Pick<
  PreviewRecord,
  'id' | 'phase' | 'phaseSince' | 'clusters' | 'blockedBy'
>;

/** How the comparison of clusters and store is doing. */
export interface SweepStatus {
  /** The last success; as old as the last change when somebody else's process did it since. */
  sweptAt: Date | undefined;
  /** What could not be compared, each with its cure. */
  problems: string[];
}
