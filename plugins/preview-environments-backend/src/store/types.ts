import { Phase } from '@previewenv/plugin-preview-environments-common';
import {
  PullRequest,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import { AlertMemory } from '../alerts/types';
import {
  AbandonedObject,
  Abandonment,
  Admission,
  AdmissionLimits,
  Awaited,
  Claim,
  HeldRemovals,
  Hint,
  HistoryEntry,
  Leave,
  LeftObject,
  NewWish,
  PreviewRecord,
  RemovalCap,
  RemovalPermit,
  WishTopic,
} from '../preview';
import { BranchStore } from './branchStore';
import { BuildStore } from './buildStore';
import { GroupStore } from './groupStore';
import { SweepStore } from './sweepStore';

/** A preview that is not gone, with what a listing of pull requests is compared with. */
export interface OpenPreview {
  id: string;
  number: number;
  /** As a look has read it last. */
  pullRequest: Pick<
    PullRequest,
    | 'number'
    | 'updatedAt'
    | 'title'
    | 'author'
    | 'draft'
    | 'labels'
    | 'head'
    | 'base'
    | 'dependsOn'
  >;
  closed: boolean;
  /** The code host does not tell of it. It is looked at by itself. */
  unreadable: boolean;
  /** A look is due, or under way, or the last one came to nothing. */
  pending: boolean;
}

/** How the end of a look is written down. */
export interface LookResult {
  /** The whole new record; undefined when there is nothing to remember (a pull request that never asked for a preview). */
  record: PreviewRecord | undefined;
  history: Omit<HistoryEntry, 'at'>[];
  /** When to look again without a hint; undefined: only on a hint. */
  lookAgainAfterMilliseconds: number | undefined;
  /** What an administrator left in the clusters: written down together with the end of the preview. */
  abandoned?: Abandonment;
}

/** A comment that a webhook told of. */
export interface NotedCommand {
  commentId: string;
  settled: boolean;
  /** What it was about; undefined when it led to nothing. */
  topic: WishTopic | undefined;
  /** As the webhook said, in lower case: good for refusing, and for nothing else. */
  author: string | undefined;
}

/** What became of a comment. */
export interface CommandOutcome {
  commentId: string;
  /** For the timeline. */
  by: string;
  wish?: Omit<NewWish, 'requestedBy'>;
  topic?: WishTopic;
  /** Why it was not done, for the comment on the pull request. `done` takes an earlier refusal back. */
  answer?: PreviewRecord['answer'] | 'done';
  /** The login of its author, when the code host says that they may not command. */
  stranger?: string;
}

export interface PreviewQuery {
  entityRefs?: string[];
  /** `owner/name` or `host/owner/name`. */
  repository?: string;
  phases?: Phase[];
  limit: number;
  /** Where the last page ended: the sort key of the last row examined. */
  after?: { createdAt: Date; id: string };
}

export interface RepositoryStatus {
  host: string;
  owner: string;
  name: string;
  /** Undefined until the first reading. */
  id: string | undefined;
  listedAt: Date | undefined;
  problems: string[];
}

/** The last good definition of a file on a default branch. */
export interface KnownDefinition {
  path: string;
  /** The catalog entities that named it last. */
  entityRefs: string[];
  revision: string;
  /** The file as it was then. */
  text: string;
  state: DefinitionState;
}

/** `doubted` was missing once, `absent` was missing again at least one sweep later (rule 7.21). */
export type DefinitionState = 'there' | 'doubted' | 'absent';

/** For who has read once only: the removal is permitted by a second reading, not before. */
export interface SecondReading {
  /** Whether the first reading is remembered. If not, this is the first one, whatever is known from former times. */
  again: boolean;
  /** How much later than the first the second reading has to be. */
  afterMilliseconds: number;
}

/** Why a preview is not looked at as it should be. */
export interface LookTrouble {
  /** How many looks in a row came to nothing. */
  attempts: number;
  message: string;
  nextLookAt: Date | undefined;
  /** When the first of them ended. */
  since: Date | undefined;
  /** The same unknown error came so often that nothing but the slowest timer or an urgent hint leads to a look. */
  parked: boolean;
}

/** What is to be forgotten. */
export interface PurgeOptions {
  /** How long a preview is remembered after it was gone. */
  keepMilliseconds: number;
  limit: number;
  /** Repositories that are watched; undefined while that is not known. */
  watched: RepositoryRef[] | undefined;
}

/** How a look came to nothing. */
export interface LookFailure {
  message: string;
  retryAfterMilliseconds: number;
  /** Nothing says that it will pass by itself: the same again and again parks the preview. */
  unknown: boolean;
}

export interface PreviewCount {
  phase: Phase;
  count: number;
  /** Those of them whose removal is past a deadline. */
  stuck: number;
}

/** What the controller remembers. Rules 7.2 and 7.3: every write of a look carries the lease generation and is refused when it is old. */
export interface Store
  extends AlertMemory,
    BranchStore,
    BuildStore,
    GroupStore,
    SweepStore {
  /** Makes a look at the pull request due now. The preview id comes from the repository's slug, claimed by the first repository id. Throws a RefusedError that names the holder otherwise. */
  enqueue(hint: Hint): Promise<string>;
  /** Makes a look at a known preview due now; unknown ones are ignored. */
  enqueueKnown(previewId: string, cause: string): Promise<void>;
  /** Makes looks due now at the previews that wait for what was built, and at those that have waited in vain. */
  enqueueAwaiting(awaited: Awaited, cause: string): Promise<void>;
  /** Hears at once when this process has made a look due. What other replicas make due is found by polling. */
  onDue(listener: () => void): void;
  /**
   * Notes a command in a comment and makes a look due. Nothing is written for a comment that is known, and for one of a stranger. `author` is
   * who the webhook says wrote it. Throws as `enqueue` does.
   */
  noteCommand(
    at: Omit<Hint, 'cause'>,
    commentId: string,
    author?: string,
  ): Promise<void>;
  /**
   * Whether the code host has said lately that somebody may not command in the repository: a minute ago at most, and when it had to say so
   * again within an hour five minutes, then half an hour.
   */
  isStranger(
    repository: { host: string; id: string },
    author: string,
  ): Promise<boolean>;
  /** The commands that are remembered of a preview, oldest first. */
  commands(previewId: string): Promise<NotedCommand[]>;
  /** What people wished for a pull request of which there is no record. */
  leave(previewId: string): Promise<Leave>;
  /** Ends a command, under the lease of a look that will see what it asked for. */
  settleCommand(claim: Claim, outcome: CommandOutcome): Promise<void>;
  claimDue(options: {
    worker: string;
    limit: number;
    leaseMilliseconds: number;
  }): Promise<Claim[]>;
  renew(claim: Claim, leaseMilliseconds: number): Promise<Claim | undefined>;
  /** Writes down what a look is about to do, while it goes on. False when the lease was lost meanwhile: nothing was written. */
  remember(
    claim: Claim,
    result: Pick<LookResult, 'history'> & { record: PreviewRecord },
  ): Promise<boolean>;
  /** Ends a look. False when the lease was lost meanwhile: nothing was written. A hint that came during the look makes it due again at once. */
  complete(claim: Claim, result: LookResult): Promise<boolean>;
  /** Ends a look that failed: back-off, attempts + 1, the reason is kept for display. `lost`: the lease was, and nothing was written. */
  fail(
    claim: Claim,
    failure: LookFailure,
  ): Promise<'lost' | 'retried' | 'parked'>;
  /** Gives leases back at once, for a graceful stop. */
  release(claims: Claim[]): Promise<void>;
  /** Milliseconds until the earliest row is due; undefined when none is. */
  nextDue(): Promise<number | undefined>;

  get(id: string): Promise<PreviewRecord | undefined>;
  query(query: PreviewQuery): Promise<PreviewRecord[]>;
  history(
    id: string,
    options: { limit: number; before?: number },
  ): Promise<{ entries: HistoryEntry[]; next: number | undefined }>;
  /** Why the last looks came to nothing, for display, by preview id; only those whose last look did. */
  troubles(ids: string[]): Promise<Map<string, LookTrouble>>;
  /** A person's wish on a preview, in place of an earlier one on the same topic, written without a lease and followed by a due look. False when unknown. */
  request(id: string, wish: NewWish): Promise<boolean>;

  /** Admits the preview if fewer than the limits are admitted and none waits longer; idempotent. Answers how many are ahead when it is not. */
  admit(id: string, limits: AdmissionLimits): Promise<Admission>;
  /** Ids of previews of a repository that are not gone, with what a listing is compared with. */
  openPreviews(repository: {
    host: string;
    id: string;
  }): Promise<OpenPreview[]>;
  /** Repositories with previews that are not gone, by the name that was last heard of. */
  liveRepositories(): Promise<Hint['repository'][]>;

  /**
   * Whether a removal that is inferred from absence may begin (rule 7.21). `subject` is a preview or an orphan. Without `reading` the caller
   * has read twice by itself. To be asked before the removal begins; idempotent.
   */
  permitRemoval(
    subject: string,
    cap: RemovalCap,
    reading?: SecondReading,
  ): Promise<RemovalPermit>;
  /** Forgets a removal that was asked for: the subject was found again, or goes for another reason. */
  withdrawRemoval(subject: string): Promise<void>;
  /** The removals that wait for an administrator; undefined when none does. */
  heldRemovals(cap: RemovalCap): Promise<HeldRemovals | undefined>;
  /** Lets the held removals go on, and has the previews among them looked at. Answers what was released. */
  releaseRemovals(releasedBy: string): Promise<string[]>;

  /** Writes down what is left in the clusters for people, so that nobody takes it for an orphan. `previewId` is whose it was, where that is known. */
  abandon(options: {
    previewId: string | undefined;
    abandonedBy: string;
    objects: LeftObject[];
  }): Promise<void>;
  /** Everything that was left behind: no removal touches an object of these uids. */
  abandonedObjects(): Promise<AbandonedObject[]>;
  /** How many previews there are in each phase; phases without any are left out. */
  countPreviews(): Promise<PreviewCount[]>;

  /** What is remembered of a repository's definitions, by path. */
  definitions(repository: RepositoryRef): Promise<KnownDefinition[]>;
  /** The definition is there, and `good` if it can be used. Answers whether that is news; what is known is not written again. */
  rememberDefinition(
    repository: RepositoryRef,
    definition: Pick<KnownDefinition, 'path' | 'entityRefs'> & {
      good: Pick<KnownDefinition, 'revision' | 'text'> | undefined;
    },
  ): Promise<boolean>;
  /** The definition is missing: doubted by the first reading, absent by one that is so much later. What nobody remembers is absent. */
  missDefinition(
    repository: RepositoryRef,
    path: string,
    secondReadingMilliseconds: number,
  ): Promise<{ state: 'doubted' | 'absent'; changed: boolean }>;

  /** Forgets previews that have been gone for long, a batch of them, and answers how many. Nothing is written when there are none. */
  purge(options: PurgeOptions): Promise<number>;
  repositories(): Promise<RepositoryStatus[]>;
  /** The names under which a repository was listed last. */
  listedNames(repository: {
    host: string;
    id: string;
  }): Promise<RepositoryRef[]>;
  recordRepository(status: RepositoryStatus): Promise<void>;
}
