import {
  PullRequestRef,
  RefusedError,
} from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { GithubClient } from './GithubClient';
import { Ourselves } from './Ourselves';
import { commentSchema, GithubComment } from './schemas';

const purpose = {
  doing: 'comment on pull requests',
  permission: 'Pull requests: write',
};

/** More comments than this are not searched: 30 pages of 100. */
const mostPages = 30;

/** What one comment should say. */
export interface CommentText {
  marker: string;
  body: string;
  commentId: string | undefined;
  /** Whether the comment of that id says something else, without it being read. */
  sure?: boolean;
  /** Whether nobody has commented yet. */
  uncommented?: boolean;
}

/**
 * Keeps one comment of ours on a pull request. Ours is what carries the marker and was written by us: a marker alone can be copied by
 * anybody, and the comments of others are neither changed nor removed.
 */
export class StickyComment {
  readonly #client: GithubClient;
  readonly #ourselves: Ourselves;

  constructor(client: GithubClient, ourselves: Ourselves) {
    this.#client = client;
    this.#ourselves = ourselves;
  }

  async write(
    ref: PullRequestRef,
    { marker, body, commentId, sure, uncommented }: CommentText,
  ): Promise<{ commentId: string; written: boolean }> {
    if (sure && isId(commentId)) {
      const { id } = (await this.#edit(ref, Number(commentId), body)) ?? {};
      if (id !== undefined) return { commentId: String(id), written: true };
    }
    const known = uncommented
      ? undefined
      : (await this.#byId(ref, commentId, marker)) ??
        (await this.#search(ref, marker));
    if (known && sameText(known.body, body)) {
      return { commentId: String(known.id), written: false };
    }
    // Somebody may remove it between the reading and the writing.
    const edited = known && (await this.#edit(ref, known.id, body));
    const written = edited ?? (await this.#create(ref, body));
    return { commentId: String(written.id), written: true };
  }

  async #byId(
    ref: PullRequestRef,
    commentId: string | undefined,
    marker: string,
  ): Promise<GithubComment | undefined> {
    if (!isId(commentId)) return undefined;
    const reading = await this.#client.read(
      {
        repository: ref.repository,
        route: 'GET /repos/{owner}/{repo}/issues/comments/{comment_id}',
        parameters: { comment_id: Number(commentId) },
        purpose,
      },
      commentSchema,
    );
    if (!reading?.value.body?.includes(marker)) return undefined;
    return isOn(reading.value, ref) ? reading.value : undefined;
  }

  /** The oldest of ours stays, so that links to it do; the doubles that a lost answer or a race has left are removed. */
  async #search(
    ref: PullRequestRef,
    marker: string,
  ): Promise<GithubComment | undefined> {
    const listing = await this.#client.readAll(
      {
        repository: ref.repository,
        route: 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
        parameters: { issue_number: ref.number },
        purpose,
      },
      commentSchema,
      mostPages,
    );
    if (!listing) throw this.#missing(ref);
    const marked = listing.value.filter(({ body }) => body?.includes(marker));
    const ours = [];
    for (const comment of marked) {
      if (await this.#ourselves.made(ref.repository, comment))
        ours.push(comment);
    }
    const [oldest, ...doubles] = ours.sort((a, b) => a.id - b.id);
    for (const { id } of doubles) await this.#remove(ref, id);
    return oldest;
  }

  async #create(ref: PullRequestRef, body: string): Promise<GithubComment> {
    const created = await this.#client.write(
      {
        repository: ref.repository,
        route: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
        parameters: { issue_number: ref.number, body },
        purpose,
      },
      commentSchema,
    );
    if (!created) throw this.#missing(ref);
    return created;
  }

  async #edit(
    { repository }: PullRequestRef,
    id: number,
    body: string,
  ): Promise<GithubComment | undefined> {
    return this.#client.write(
      {
        repository,
        route: 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
        parameters: { comment_id: id, body },
        purpose,
      },
      commentSchema,
    );
  }

  async #remove({ repository }: PullRequestRef, id: number): Promise<void> {
    await this.#client.write(
      {
        repository,
        route: 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}',
        parameters: { comment_id: id },
        purpose,
      },
      z.unknown(),
    );
  }

  #missing({ repository, number }: PullRequestRef): RefusedError {
    return new RefusedError(
      `${repository.owner}/${repository.name}#${number} cannot be commented: ${repository.host} does not show it to us. Give the GitHub App or token of integrations.github the permission "${purpose.permission}"`,
    );
  }
}

function isId(commentId: string | undefined): commentId is string {
  return commentId !== undefined && /^\d+$/.test(commentId);
}

/** An id that was remembered for another pull request must not lead to its comment. */
function isOn({ issue_url: url }: GithubComment, ref: PullRequestRef): boolean {
  return url === undefined || url.endsWith(`/issues/${ref.number}`);
}

/** GitHub may store other line ends and no blanks at the end. */
function sameText(stored: string | null | undefined, wanted: string): boolean {
  const plain = (text: string) => text.replaceAll('\r\n', '\n').trimEnd();
  return plain(stored ?? '') === plain(wanted);
}
