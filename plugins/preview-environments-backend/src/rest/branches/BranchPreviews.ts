import { Caller } from '../Previews';

/** Which branch somebody wants to see. One of `entityRef` and `repository` is given. */
export interface BranchAsked {
  /** The entity whose components are previewed. */
  entityRef: string | undefined;
  /** `owner/name` or `host/owner/name`: all components of it. */
  repository: string | undefined;
  branch: string;
  /** A duration; the usual lease when none is given. */
  ttl: string | undefined;
}

/** What will become a preview in a moment. */
export interface BranchAnswer {
  id: string;
  repository: { host: string; owner: string; name: string };
  branch: string;
  headSha: string;
  /** When its lease is over, which is later than asked where others asked for longer. Its own limits may end it sooner. */
  expiresAt: Date;
}

/** Previews of branches that have no pull request. Throws as `Previews` does. */
export interface BranchPreviews {
  /** Asks for a preview of the branch's head, or for a new lease of the one that there is. */
  ask(asked: BranchAsked, caller: Caller): Promise<BranchAnswer>;
}
