/** A person put the preview to sleep: what runs of it is gone until somebody wakes it. */
export interface Sleep {
  requestedBy: string;
  at: Date;
  /** The head at that time; what was pushed since runs when it wakes. Undefined when that is not known any more. */
  headSha: string | undefined;
}
