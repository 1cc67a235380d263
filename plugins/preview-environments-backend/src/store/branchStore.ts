import { BranchTarget, Hint, NewWish } from '../preview';

/** What is asked for of a branch. */
export interface BranchRequest {
  repository: Hint['repository'];
  branch: BranchTarget;
  requestedBy: string;
  until: NonNullable<NewWish['until']>;
}

/** The preview that a branch gets by a request. */
export interface BranchLease {
  id: string;
  /** When its lease is over, by all who asked for it and put its end off. Its own limits may end it sooner. */
  until: Date;
}

/** What is remembered of branches that have previews without a pull request. */
export interface BranchStore {
  /**
   * Writes down that a branch is to have a preview until then, or for as long as it was asked for before, and makes a look due. Throws a
   * RefusedError where its id is another one's.
   */
  askForBranch(request: BranchRequest): Promise<BranchLease>;
  /** The branch that a preview is for; undefined when nobody has asked for one by that id. */
  branchOf(previewId: string): Promise<BranchTarget | undefined>;
  /** Makes a look at the preview of a branch due now, if there is one that is not gone. Nothing is written otherwise. */
  enqueueBranch(
    repository: { host: string; id: string },
    branch: string,
    cause: string,
  ): Promise<void>;
}
