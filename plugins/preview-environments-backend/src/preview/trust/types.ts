import { PreviewDefinition } from '@previewenv/plugin-preview-environments-common';
import { PullRequest } from '@previewenv/plugin-preview-environments-node';

/** Who may have a preview, and what makes one: as a definition says it. */
export type Trigger = PreviewDefinition['spec']['trigger'];

/** What the organisation demands, whatever definitions say: they can only be stricter. */
export interface TrustFloor {
  /** Whether definitions may have drafts previewed. */
  drafts: boolean;
  /** Whether definitions may have pull requests of bots previewed. */
  bots: boolean;
  forks: Trigger['forks'];
  authors: Trigger['authors'];
}

/** A person's word that one commit may run. It says nothing of any other commit. */
export interface Approval {
  headSha: string;
  by: string;
  at: Date;
}

/** A person's word that there should be a preview although no label asks for it. */
export interface Request {
  requestedBy: string;
  at: Date;
  /** Of a branch, which nobody closes: when it ends unless it is extended. */
  until?: Date;
}

/** What people who may write said of a pull request. */
export interface Leave {
  approval: Approval | undefined;
  request: Request | undefined;
}

/** Who put a label on a pull request. */
export interface LabelSetter {
  login: string;
  bot: boolean;
  mayWrite: boolean;
}

/** What the code host says of the people behind a pull request. What was not asked for is undefined. */
export interface People {
  authorMayWrite?: boolean;
  /** By label; a label is missing when the code host does not tell who set it. */
  setters?: Record<string, LabelSetter>;
}

/** What has to be asked of the code host before anything can be said. */
export type Question = 'author' | 'setters';

/**
 * Whether a pull request may have a preview. `not-asked` leaves no trace; `held` is shown, because somebody asked and a person can lift
 * it; `open` can't be said before the code host was asked, and allows nothing.
 */
export type Verdict =
  | { kind: 'allowed' }
  | { kind: 'not-asked'; reason: string }
  | Held
  | { kind: 'open'; question: Question };

export interface Held {
  kind: 'held';
  reason: string;
  blockedBy: Obstruction;
}

/** What stands in the way, for machines. */
export type Obstruction =
  | 'draft'
  | 'bot'
  | 'fork'
  | 'approval'
  | 'label'
  | 'paused';

/** Everything that trust is judged by. */
export interface TrustSubject {
  pullRequest: PullRequest;
  trigger: Trigger;
  floor: TrustFloor;
  leave: Leave;
  people: People;
  /** Labels that somebody who may write was seen to have set, and that have been there since. */
  labelled: string[];
}
