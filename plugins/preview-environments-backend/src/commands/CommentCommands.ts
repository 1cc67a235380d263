import { LoggerService } from '@backstage/backend-plugin-api';
import {
  CodeHost,
  isRefused,
  PullRequestComment,
  PullRequestRef,
} from '@previewenv/plugin-preview-environments-node';
import { Claim, ExpiryLimits } from '../preview';
import { NotedCommand, Store } from '../store/types';
import { isNoCommand, judgeCommand, Verdict } from './judgeCommand';

export interface CommentCommandsOptions {
  store: Pick<Store, 'get' | 'commands' | 'isStranger' | 'settleCommand'>;
  codeHost: Pick<CodeHost, 'readComment' | 'mayWrite' | 'react'>;
  platform: () => ExpiryLimits;
  logger: LoggerService;
  now: () => Date;
}

interface Judged {
  verdict: Verdict;
  /** Its author may not command, as the code host says. */
  isStranger?: boolean;
}

/**
 * Carries out the commands in comments that a webhook has told of. The webhook says only where to look: the comment and its author's
 * rights are read from the code host, each time anew (rule 7.24). What was asked for is written down together with the fact that the
 * comment is settled, so that a doubled or late webhook does nothing twice. Only that somebody may not is remembered for a while: a flood of
 * comments must not use up the requests that all previews share.
 */
export class CommentCommands {
  readonly #options: CommentCommandsOptions;

  constructor(options: CommentCommandsOptions) {
    this.#options = options;
  }

  /** To be done under the lease of a look, before it reads the record. Throws a WaitingError while the code host does not answer. */
  async run(claim: Claim): Promise<void> {
    const noted = await this.#options.store.commands(claim.previewId);
    for (const command of noted) {
      if (!command.settled) await this.#settle(claim, command, noted);
    }
  }

  async #settle(
    claim: Claim,
    { commentId, author }: NotedCommand,
    noted: NotedCommand[],
  ): Promise<void> {
    const { store, logger } = this.#options;
    if (author && (await store.isStranger(claim.repository, author))) {
      await store.settleCommand(claim, { commentId, by: author });
      return;
    }
    const later = noted.slice(
      noted.findIndex(one => one.commentId === commentId) + 1,
    );
    const ref = { repository: claim.repository, number: claim.number };
    const comment = await this.#read(ref, commentId);
    const { verdict, isStranger }: Judged = comment
      ? await this.#judge(claim, ref, comment, later)
      : { verdict: { kind: 'ignored', reason: 'it is not there' } };
    if (verdict.kind === 'ignored') {
      logger.info(
        `Comment ${commentId} on ${claim.previewId} is ignored: ${verdict.reason}`,
      );
    } else {
      await this.#react(ref, commentId, verdict.kind);
    }
    await store.settleCommand(claim, {
      commentId,
      by: `${comment?.author.login} on ${ref.repository.host}`,
      ...outcomeOf(verdict, comment),
      ...(isStranger && { stranger: comment?.author.login }),
    });
  }

  async #read(
    ref: PullRequestRef,
    commentId: string,
  ): Promise<PullRequestComment | undefined> {
    try {
      return await this.#options.codeHost.readComment(ref, commentId);
    } catch (error) {
      return this.#without(undefined, commentId, error);
    }
  }

  async #judge(
    claim: Claim,
    { repository }: PullRequestRef,
    comment: PullRequestComment,
    later: NotedCommand[],
  ): Promise<Judged> {
    const { store, codeHost, platform, now } = this.#options;
    const reason = isNoCommand(comment, now());
    if (reason) return { verdict: { kind: 'ignored', reason } };
    let mayWrite: boolean | undefined;
    try {
      mayWrite = await codeHost.mayWrite(repository, comment.author.login);
    } catch (error) {
      mayWrite = this.#without(undefined, comment.id, error);
    }
    const verdict = judgeCommand({
      comment,
      authorMayWrite: mayWrite === true,
      record: await store.get(claim.previewId),
      platform: platform(),
      settledLater: later
        .filter(({ settled }) => settled)
        .map(({ topic }) => topic),
      now: now(),
    });
    return { verdict, isStranger: mayWrite === false };
  }

  /** Only a sign to its author: what was asked for does not depend on it. */
  async #react(
    ref: PullRequestRef,
    commentId: string,
    reaction: 'accepted' | 'refused',
  ): Promise<void> {
    try {
      await this.#options.codeHost.react(ref, commentId, reaction);
    } catch (error) {
      this.#without(undefined, commentId, error);
    }
  }

  /** A permission that is missing must not hold up the preview itself; it is named in the log. */
  #without<T>(instead: T, commentId: string, error: unknown): T {
    if (!isRefused(error)) throw error;
    this.#options.logger.warn(`Comment ${commentId}: ${error.message}`);
    return instead;
  }
}

function outcomeOf(verdict: Verdict, comment: PullRequestComment | undefined) {
  switch (verdict.kind) {
    case 'accepted':
      return {
        wish: verdict.wish,
        topic: verdict.topic,
        answer:
          verdict.answer && comment
            ? { to: comment.author.login, text: verdict.answer }
            : ('done' as const),
      };
    case 'refused':
      return verdict.answer && comment
        ? { answer: { to: comment.author.login, text: verdict.answer } }
        : {};
    default:
      return {};
  }
}
