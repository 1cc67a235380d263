import { LoggerService } from '@backstage/backend-plugin-api';
import { isSettled } from '@previewenv/plugin-preview-environments-common';
import {
  CodeHost,
  isRefused,
  isWaiting,
} from '@previewenv/plugin-preview-environments-node';
import { PreviewRecord } from '../preview';

/** Steps that follow each other quickly share one edit (design decision 11). */
const coalesceMilliseconds = 10_000;

export interface Said {
  record: PreviewRecord;
  /** When a text that was held back is due. */
  lookAgainAfterMilliseconds: number | undefined;
}

/** Keeps the one comment on the pull request saying what the record says. */
export class Feedback {
  readonly #codeHost: Pick<CodeHost, 'writeComment'>;
  readonly #textOf: (record: PreviewRecord) => { marker: string; body: string };
  readonly #enabled: boolean;
  readonly #logger: LoggerService;
  readonly #now: () => Date;

  constructor(options: {
    codeHost: Pick<CodeHost, 'writeComment'>;
    textOf: (record: PreviewRecord) => { marker: string; body: string };
    /** False in the mode observe, and where `feedback.comment` is off. */
    enabled: boolean;
    logger: LoggerService;
    now: () => Date;
  }) {
    this.#codeHost = options.codeHost;
    this.#textOf = options.textOf;
    this.#enabled = options.enabled;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  /** Written on change only. A comment that can't be written never holds up the preview itself. */
  async give(record: PreviewRecord): Promise<Said> {
    const { marker, body } = this.#textOf(record);
    const { comment } = record;
    if (!this.#enabled || comment?.text === body)
      return { record, lookAgainAfterMilliseconds: undefined };
    const due =
      comment && !isSettled(record.phase)
        ? comment.writtenAt.getTime() +
          coalesceMilliseconds -
          this.#now().getTime()
        : 0;
    if (due > 0) return { record, lookAgainAfterMilliseconds: due };
    try {
      const ref = {
        repository: record.repository,
        number: record.pullRequest.number,
      };
      const { commentId } = await this.#codeHost.writeComment(ref, {
        marker,
        body,
        commentId: comment?.id,
      });
      return {
        record: {
          ...record,
          comment: { id: commentId, text: body, writtenAt: this.#now() },
        },
        lookAgainAfterMilliseconds: undefined,
      };
    } catch (error) {
      if (!isWaiting(error) && !isRefused(error)) throw error;
      this.#logger.warn(
        `Preview ${record.id}: the comment could not be written: ${error.message}`,
      );
      return {
        record,
        lookAgainAfterMilliseconds: isWaiting(error)
          ? error.afterMilliseconds ?? 30_000
          : undefined,
      };
    }
  }
}
