import type { Preview } from '@previewenv/plugin-preview-environments-common';

/** As long as GitHub shows a commit, and as image tags carry it. */
const SHORT_LENGTH = 7;

export function shortSha(sha: string): string {
  return sha.slice(0, SHORT_LENGTH);
}

/** The commit that visitors see, and the one on its way when that is another. */
export interface ShownCommits {
  live?: string;
  head: string;
}

export function shownCommits(
  preview: Pick<Preview, 'liveSha' | 'pullRequest'>,
): ShownCommits {
  const { liveSha, pullRequest } = preview;
  return {
    head: shortSha(pullRequest.headSha),
    live:
      liveSha && liveSha !== pullRequest.headSha
        ? shortSha(liveSha)
        : undefined,
  };
}
