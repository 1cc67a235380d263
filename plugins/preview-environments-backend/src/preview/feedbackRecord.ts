/** Where at the code host a preview is told. */
export const feedbackPlaces = ['comment', 'status', 'deployment'] as const;

export type FeedbackPlace = (typeof feedbackPlaces)[number];

/** What was told on the code host beside the comment, so that nothing is told twice. */
export interface FeedbackRecord {
  /** When something was told, or tried, last: at most three times, newest last. */
  triedAt: Date[];
  /** The milestone that was told in whole last; undefined while none was, and since something was told in part only. */
  milestone: string | undefined;
  /** Places that may say something else than what is written down here: a look has died, or an answer was lost. */
  unsure: FeedbackPlace[];
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
  milestone: undefined,
  unsure: [],
  deployments: [],
  status: undefined,
  problems: [],
};

/** Of a preview that is there although nobody remembers it: it was told of, and nobody knows what. */
export const forgotten: FeedbackRecord = {
  ...untold,
  unsure: [...feedbackPlaces],
};

/** The record after a look that did not write down what it told. */
export function unsureOfFeedback<
  R extends { feedback?: FeedbackRecord | undefined },
>(record: R): R {
  const feedback = record.feedback ?? untold;
  return { ...record, feedback: { ...feedback, unsure: [...feedbackPlaces] } };
}
