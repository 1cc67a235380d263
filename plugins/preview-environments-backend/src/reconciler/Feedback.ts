import { LoggerService } from '@backstage/backend-plugin-api';
import { isSettled } from '@previewenv/plugin-preview-environments-common';
import {
  CodeHost,
  isRefused,
  isWaiting,
} from '@previewenv/plugin-preview-environments-node';
import { isEqual } from 'lodash';
import { mostTriesRemembered, pauseBeforeTelling } from '../feedback';
import {
  earliest,
  FeedbackPlace,
  FeedbackRecord,
  PreviewRecord,
  untold,
  wordsOf,
} from '../preview';
import { Channel } from './channels';
import { News, withFeedback } from './channels/Channel';

/** When nobody knows how long something takes to pass. */
const unnamedPause = 30_000;
/** How long what a person has to change is left alone, should nothing else lead to a look. */
const afterRefusal = 60 * 60_000;

export interface Said {
  record: PreviewRecord;
  /** When something that was held back is due. */
  lookAgainAfterMilliseconds: number | undefined;
}

/** What became of the news of one round. */
interface Round {
  record: PreviewRecord;
  problems: string[];
  /** Where an answer that did not come may be one to a write that was done. */
  unsure: FeedbackPlace[];
  after: number | undefined;
}

type PlacedNews = News & { place: FeedbackPlace };

/** Keeps what the code host shows of a preview saying what the record says: comment, deployment and status. */
export class Feedback {
  readonly #codeHost: Pick<CodeHost, 'shortOfRequests'>;
  readonly #channels: Channel[];
  readonly #logger: LoggerService;
  readonly #now: () => Date;

  constructor(options: {
    codeHost: Pick<CodeHost, 'shortOfRequests'>;
    /** Those that are on, the most important one first. None in the mode observe. */
    channels: Channel[];
    logger: LoggerService;
    now: () => Date;
  }) {
    this.#codeHost = options.codeHost;
    this.#channels = options.channels;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  /** Written on change only. What can't be written never holds up the preview itself; it is shown beside it. */
  async give(record: PreviewRecord): Promise<Said> {
    const { unsure } = record.feedback ?? untold;
    const news = this.#channels.flatMap(channel => {
      const { place } = channel;
      const isSure = !unsure.includes(place);
      return channel.news(record, isSure).map(one => ({ ...one, place }));
    });
    const { host, owner, name, archived } = record.repository;
    if (news.length === 0)
      return said(withOutcome(record, { problems: [], unsure: [] }), undefined);
    if (archived) {
      const problem = `${owner}/${name} is archived: ${host} lets nobody write there, so that the ${
        wordsOf(record.repository).one
      } does not show this.`;
      return said(
        withOutcome(record, { problems: [problem], unsure }),
        undefined,
      );
    }
    const pause = this.#pause(record);
    if (pause > 0) return said(record, pause);
    return this.#tell(record, news);
  }

  /** While few requests are left, only milestones are news; the rest is told when there are more. */
  #pause(record: PreviewRecord): number {
    const { milestone, triedAt } = record.feedback ?? untold;
    const settled = isSettled(record.phase);
    const isNews =
      milestone !== milestoneOf(record) &&
      (settled || record.phase === 'degraded');
    const short = isNews
      ? undefined
      : this.#codeHost.shortOfRequests(record.repository);
    const pace = pauseBeforeTelling(triedAt, settled, this.#now());
    return Math.max(short ?? 0, pace);
  }

  async #tell(record: PreviewRecord, news: PlacedNews[]): Promise<Said> {
    let round: Round = { record, problems: [], unsure: [], after: undefined };
    for (const one of news) round = await this.#tellOne(round, one);
    const { triedAt } = record.feedback ?? untold;
    const problems = [...new Set(round.problems)];
    const unsure = [...new Set(round.unsure)];
    this.#complain(record, problems);
    const told = withFeedback(round.record, {
      triedAt: [...triedAt, this.#now()].slice(-mostTriesRemembered),
      // What was refused is not said by trying soon; what is unsure has to be.
      milestone: unsure.length === 0 ? milestoneOf(record) : undefined,
    });
    return said(withOutcome(told, { problems, unsure }), round.after);
  }

  async #tellOne(round: Round, one: PlacedNews): Promise<Round> {
    try {
      const remember = await one.tell();
      return { ...round, record: remember(round.record) };
    } catch (error) {
      if (!isWaiting(error) && !isRefused(error)) throw error;
      const after = isWaiting(error)
        ? error.afterMilliseconds ?? unnamedPause
        : afterRefusalOf(round.record);
      return {
        ...round,
        unsure: isWaiting(error) ? [...round.unsure, one.place] : round.unsure,
        problems: [...round.problems, error.message],
        after: earliest(round.after, after),
      };
    }
  }

  /** Once, not with every look. */
  #complain({ id, feedback = untold }: PreviewRecord, problems: string[]) {
    for (const problem of problems) {
      if (feedback.problems.includes(problem)) continue;
      this.#logger.warn(
        `Preview ${id}: the pull request could not be told: ${problem}`,
      );
    }
  }
}

function said(
  record: PreviewRecord,
  lookAgainAfterMilliseconds: number | undefined,
): Said {
  return { record, lookAgainAfterMilliseconds };
}

/** What is over needs no further look: nobody reads there any more. */
function afterRefusalOf({ phase }: PreviewRecord): number | undefined {
  return phase === 'gone' ? undefined : afterRefusal;
}

/** What is told even while few requests are left: that another phase stays, or another commit answers. */
function milestoneOf({ phase, pullRequest, liveSha }: PreviewRecord): string {
  return [phase, pullRequest.head.sha, liveSha].filter(Boolean).join(' ');
}

/** The same record where they are the same, so that nothing is written. */
function withOutcome(
  record: PreviewRecord,
  outcome: Pick<FeedbackRecord, 'problems' | 'unsure'>,
): PreviewRecord {
  const { problems, unsure } = record.feedback ?? untold;
  return isEqual({ problems, unsure }, outcome)
    ? record
    : withFeedback(record, outcome);
}
