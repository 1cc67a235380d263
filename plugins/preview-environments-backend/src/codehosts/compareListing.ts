import { isEqual } from 'lodash';
import { OpenPreview } from '../store/types';

/** The parts of a listed pull request that are compared. */
export type ListedPullRequest = OpenPreview['pullRequest'];

/** A pull request worth a look. `state` is what was seen of it, so that the same sight is not reported twice. */
export interface Difference {
  number: number;
  cause: string;
  state: string;
}

/** The state of what a listing does not name. */
export const absentState = 'absent';

/**
 * Compares all open pull requests of a repository with the previews that are known. Every difference is a reason to look and nothing
 * more: what is absent from the list is read before it is believed (decision 7). `forAll` is a reason to look at all of them, if there is one.
 */
export function compareListing(
  listed: ListedPullRequest[],
  known: OpenPreview[],
  forAll: string | undefined,
): Difference[] {
  const open = new Set(listed.map(({ number }) => number));
  const byNumber = new Map(known.map(preview => [preview.number, preview]));
  const seen = listed.flatMap(pullRequest => {
    const cause =
      causeToLook(pullRequest, byNumber.get(pullRequest.number)) ?? forAll;
    const state = `${pullRequest.updatedAt} ${pullRequest.head.sha}`;
    return cause ? [{ number: pullRequest.number, cause, state }] : [];
  });
  const absent = known
    .filter(
      ({ number, closed, unreadable }) =>
        !closed && !unreadable && !open.has(number),
    )
    .map(({ number }) => ({
      number,
      cause: 'listing: no longer open',
      state: absentState,
    }));
  return [...seen, ...absent];
}

function causeToLook(
  listed: ListedPullRequest,
  known: OpenPreview | undefined,
): string | undefined {
  if (!known) return 'listing: open';
  if (known.closed) {
    // The list may be older than the reading that found it closed.
    return Date.parse(listed.updatedAt) >
      Date.parse(known.pullRequest.updatedAt)
      ? 'listing: reopened'
      : undefined;
  }
  if (listed.head.sha !== known.pullRequest.head.sha)
    return 'listing: new commit';
  return isEqual(shownOf(listed), shownOf(known.pullRequest))
    ? undefined
    : 'listing: changed';
}

/** Without the time of its last change: our own comment is one, too, so that each would lead to another look. */
function shownOf({
  title,
  author,
  draft,
  labels,
  head: { sha, ref, repositoryId },
  base,
  dependsOn = [],
}: ListedPullRequest) {
  return {
    title,
    author,
    draft,
    labels: [...labels].sort(),
    // Spelt out: what was written down has no fields that are undefined.
    head: { sha, ref, repositoryId },
    base,
    dependsOn,
  };
}
