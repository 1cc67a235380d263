import type { Preview } from '@previewenv/plugin-preview-environments-common';

/** As long as GitHub shows a commit, and as image tags carry it. */
const SHORT_LENGTH = 7;

export function shortSha(sha: string): string {
  return sha.slice(0, SHORT_LENGTH);
}

/** The commit that visitors see, and the head when that is another. */
export interface ShownCommits {
  live?: string;
  head: string;
  /** Whether the head is not on its way: it waits for a person. */
  waits: boolean;
}

export function shownCommits(
  preview: Pick<Preview, 'wantedSha' | 'liveSha' | 'pullRequest'>,
): ShownCommits {
  const { wantedSha, liveSha, pullRequest } = preview;
  return {
    head: shortSha(pullRequest.headSha),
    live:
      liveSha && liveSha !== pullRequest.headSha
        ? shortSha(liveSha)
        : undefined,
    waits: wantedSha !== undefined && wantedSha !== pullRequest.headSha,
  };
}
