import {
  FailingHop,
  Phase,
} from '@previewenv/plugin-preview-environments-common';
import {
  PullRequest,
  Repository,
} from '@previewenv/plugin-preview-environments-node';
import { BranchTarget } from './branches/subject';
import { CleanupRun } from './cleanup';
import { ExpiryState } from './expiry/types';
import { Sleep } from './sleep/types';
import { Approval, Request } from './trust/types';
import { FeedbackRecord } from './feedbackRecord';
import { GroupRecord } from './groups/types';

/** One preview as the store remembers it: intent, the last reading of the pull request, and what became of it. */
export interface PreviewRecord {
  /** `web-pr-42`. */
  id: string;
  /** Counts the lives of the preview: raised when a removed one starts again. */
  generation: number;
  repository: Repository;
  pullRequest: PullRequest;
  /** Of a preview of a branch without pull request, which `pullRequest` tells of in the shape of one; undefined otherwise. */
  branch?: BranchTarget;
  /** When a look first read the head that the pull request has; undefined in records of before there was this. */
  headSince?: Date;
  /** The commit that may run: the head, unless that waits for an approval or is paused. Undefined while none may. */
  commit?: string;
  /** The last commit that a person approved; every push needs another one. */
  approval?: Approval;
  /** A person asked for a preview without a label. */
  request?: Request;
  /** Labels that somebody who may write has set. */
  labelled?: string[];
  phase: Phase;
  reason: string;
  phaseSince: Date;
  blockedBy: string[];
  /** Where a request to it gets no further; undefined where that is not known, as in records of before there was this. */
  failingHop?: FailingHop;
  /** The page of the build that it waits for, or that failed; undefined where none is known, as in records of before there was this. */
  runUrl?: string;
  url: string | undefined;
  /** The commit that the URL was last proven to answer with. */
  liveSha: string | undefined;
  components: ComponentRecord[];
  createdAt: Date;
  readyAt: Date | undefined;
  /** When it goes although its pull request stays open; undefined when it does not. */
  expiresAt: Date | undefined;
  /** Taken out of expiry by a person. */
  kept: boolean;
  expiry: ExpiryState;
  /** When it was let in over the admission budget. */
  admittedAt: Date | undefined;
  /** The tombstone: when GitHub closed the pull request. A reading that is not newer cannot revive it. */
  closedAt: Date | undefined;
  /** A person asked for removal while the pull request is open; holds for that commit only. */
  removal: { requestedBy: string; headSha: string } | undefined;
  /** A person put it to sleep; undefined while it is awake, as in records of before it could be. */
  asleep?: Sleep;
  /** A person asked for a new sync; cleared when it was written. */
  redeploy: { requestedBy: string; at: Date } | undefined;
  resync: Resync | undefined;
  /** An administrator gives up on what holds up the removal; judged by the next look, and then over. */
  release: { requestedBy: string; at: Date } | undefined;
  /** How far a removal under way has come. */
  closing: ClosingProgress | undefined;
  /** Since when the removal has been past a deadline. */
  stuckSince: Date | undefined;
  /** What spoke against the preview without being proof enough; undefined when nothing does (rule 7.21). */
  doubt: Doubt | undefined;
  /** The comment on the pull request, the text it has and since when. */
  comment: { id: string; text: string; writtenAt: Date } | undefined;
  /** What else was told there; undefined while nothing was, as in records of before there was this. */
  feedback?: FeedbackRecord;
  /** The other pull requests that it is linked to; undefined while it is linked to none and stands for no Service. */
  group?: GroupRecord;
  /** What the definitions want to be done before its workloads go; kept after the end for what became of it. */
  cleanup: CleanupRun[];
  /** Why the last command in a comment was not done, for the one comment of ours. */
  answer: { to: string; text: string } | undefined;
  /** Every cluster in which something of it may exist; taken off the list only when it is gone there. */
  clusters: string[];
  /** What exists for it, or would exist, in the order in which it is made. */
  objects: ObjectSummary[];
  /** When the step that the preview is in began: what deadlines are measured from. */
  steps: StepTimes;
}

/** What the steps of a removal are called. */
export type ClosingStep =
  | 'clusters'
  | 'mesh'
  | 'mesh-drain'
  | 'routes'
  | 'drain'
  | 'clean-up'
  | 'deployments'
  | 'workspaces'
  | 'old-workers';

/** The furthest step that a removal has reached, and when: its deadline is measured from that. */
export interface ClosingProgress {
  step: ClosingStep;
  since: Date;
}

/** Why nothing is concluded about a preview for now. */
export interface Doubt {
  /** The code host does not tell; something is absent and was read once; its removal waits for an administrator. */
  kind: 'unreadable' | 'absent' | 'held';
  since: Date;
}

/** Names one Kubernetes object for people. */
export interface ObjectSummary {
  cluster: string;
  apiVersion: string;
  kind: string;
  namespace: string | undefined;
  name: string;
}

/** An object that is left in a cluster. */
export interface LeftObject extends ObjectSummary {
  /** Tells it apart from a later one of the same name; undefined when the cluster could not be looked at. */
  uid: string | undefined;
}

/** An object that an administrator left in a cluster: it is not ours any more, whatever its labels say. */
export interface AbandonedObject extends LeftObject {
  uid: string;
  /** Whose it was, where that is known. */
  previewId: string | undefined;
  abandonedBy: string;
  abandonedAt: Date;
}

/** Attempts of ours to sync a commit again that Argo CD gave up. */
export interface Resync {
  headSha: string;
  count: number;
  /** Of the last attempt, or of the failure before the first one. */
  at: Date;
}

/** Times of steps that have a deadline. Undefined when the step is not under way. */
export interface StepTimes {
  awaitingImageSince: Date | undefined;
  verifyingSince: Date | undefined;
  drainingSince: Date | undefined;
}

export interface ComponentRecord {
  name: string;
  /** Catalog entities that name its definition. */
  entityRefs: string[];
  cluster: string;
  namespace: string;
  /** The Argo CD Application's name, once there is one. */
  application: string | undefined;
  /** The wanted image, with its tag. */
  image: string | undefined;
  health:
    | 'unknown'
    | 'absent'
    | 'progressing'
    | 'healthy'
    | 'degraded'
    | 'deleting';
  reason: string | undefined;
  /** The images that were found in the registry, by the commit they belong to. */
  images: FoundImage[];
  urls: string[];
  /** Hosts of the shared environment that signed links lead to it on; undefined in records of before there were any. */
  stableHosts?: string[];
}

export interface FoundImage {
  name: string;
  tag: string;
  digest: string | undefined;
  /** Digests of the images of single platforms, where the digest is an index of them; undefined in records of before there were any. */
  manifests?: string[];
  /** One word for what it had to fulfil beyond being there; undefined: nothing. */
  policy?: string;
  sha: string;
}

/** What happened, in the timeline of a preview. */
export interface HistoryEntry {
  at: Date;
  phase: Phase;
  reason: string;
  /** Which hint, listing or person led to it. */
  cause: string;
}

/** A reason to look at a pull request; it says look, never what. */
export interface Hint {
  repository: { host: string; owner: string; name: string; id: string };
  number: number;
  /** For the history: `webhook pull_request.opened`, `listing`, `watch Application`. */
  cause: string;
}

/** The right to work on one preview for a while (rule 7.3). All times are the database's. */
export interface Claim {
  previewId: string;
  repository: { host: string; owner: string; name: string; id: string };
  number: number;
  leaseGeneration: number;
  /** How many times in a row it ended in an error. */
  attempts: number;
  /** Looks that have ended without writing down what they did, since the last one that has. */
  unfinished: number;
  /** Whether the same unknown error came so often that it was parked. */
  parked: boolean;
  /** Causes of the hints that came since the last look, newest last, at most ten. */
  causes: string[];
  /** When the lease was last taken over from a worker that had let it expire; undefined if never. */
  takenOverAt: Date | undefined;
  /** Monotonic: milliseconds of the lease that are left. */
  remainingMilliseconds(): number;
}
