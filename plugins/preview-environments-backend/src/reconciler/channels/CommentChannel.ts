import { CodeHost } from '@previewenv/plugin-preview-environments-node';
import { isBranch, PreviewRecord } from '../../preview';
import { Channel, News, refOf } from './Channel';

/** The one comment on the pull request. */
export class CommentChannel implements Channel {
  readonly place = 'comment';
  readonly #codeHost: Pick<CodeHost, 'writeComment'>;
  readonly #textOf: (record: PreviewRecord) => { marker: string; body: string };
  readonly #now: () => Date;

  constructor(options: {
    codeHost: Pick<CodeHost, 'writeComment'>;
    textOf: (record: PreviewRecord) => { marker: string; body: string };
    now: () => Date;
  }) {
    this.#codeHost = options.codeHost;
    this.#textOf = options.textOf;
    this.#now = options.now;
  }

  news(record: PreviewRecord, sure: boolean): News[] {
    // A branch has no conversation.
    if (isBranch(record.pullRequest)) return [];
    const { marker, body } = this.#textOf(record);
    const { uncommented } = record.pullRequest;
    if (sure && record.comment?.text === body) return [];
    const tell = async () => {
      const { commentId } = await this.#codeHost.writeComment(refOf(record), {
        marker,
        body,
        commentId: record.comment?.id,
        sure,
        uncommented: sure && !record.comment && uncommented,
      });
      const comment = { id: commentId, text: body, writtenAt: this.#now() };
      return (told: PreviewRecord) => ({ ...told, comment });
    };
    return [{ tell }];
  }
}
