import {
  FeedbackPlace,
  FeedbackRecord,
  PreviewRecord,
  untold,
} from '../../preview';

/** Something that was not told yet. Telling it throws as a CodeHost does. */
export interface News {
  /** Tells it, and answers what to remember of that. */
  tell(): Promise<Remember>;
}

/** Writes down in a record what was told. */
export type Remember = (record: PreviewRecord) => PreviewRecord;

/** One of the places at the code host where the state of a preview is told. */
export interface Channel {
  readonly place: FeedbackPlace;
  /**
   * What was not told there yet, in the order in which it is to be. `sure`: all that was ever told is in the record. Otherwise there is
   * something to tell although the record says that it was told: an earlier state may have been told after it.
   */
  news(record: PreviewRecord, sure: boolean): News[];
}

/** The record with something else in its memory of what was told. */
export function withFeedback(
  record: PreviewRecord,
  change: Partial<FeedbackRecord>,
): PreviewRecord {
  return {
    ...record,
    feedback: { ...(record.feedback ?? untold), ...change },
  };
}

export function refOf({ repository, pullRequest: { number } }: PreviewRecord) {
  return { repository, number };
}
