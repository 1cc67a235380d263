import { Phase } from '@previewenv/plugin-preview-environments-common';

/** What was told on the code host beside the comment, so that nothing is told twice. */
export interface FeedbackRecord {
  /** When something was told, or tried, last: at most three times, newest last. */
  triedAt: Date[];
  /** The phase that was told in whole last; undefined while none was. */
  phase: Phase | undefined;
  /** Deployments that are not inactive yet, oldest first. */
  deployments: ToldDeployment[];
  status: ToldStatus | undefined;
  /** Why something could not be told, each with its cure; empty when all was. */
  problems: string[];
}

/** A deployment on the code host, and what was said of it last. */
export interface ToldDeployment {
  id: string;
  sha: string;
  told: string;
}

/** The status of one commit, and what it said last. */
export interface ToldStatus {
  /** Where the code host changes statuses and does not add to them. */
  id: string | undefined;
  sha: string;
  told: string;
}

/** Of a pull request on which nothing was told yet. */
export const untold: FeedbackRecord = {
  triedAt: [],
  phase: undefined,
  deployments: [],
  status: undefined,
  problems: [],
};
