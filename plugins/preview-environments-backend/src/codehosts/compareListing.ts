import { PullRequest } from '@previewenv/plugin-preview-environments-node';

/** A preview that is not gone, as the store knows it. */
export interface KnownPreview {
  id: string;
  number: number;
  headSha: string;
  updatedAt: string;
  closed: boolean;
  /** The code host does not tell of it. It is looked at by itself. */
  unreadable: boolean;
  /** A look is due, or under way, or the last one came to nothing. */
  pending: boolean;
}

/** The parts of a listed pull request that are compared. */
export type ListedPullRequest = Pick<
  PullRequest,
  'number' | 'updatedAt' | 'head'
>;

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
  known: KnownPreview[],
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
  { updatedAt, head }: ListedPullRequest,
  known: KnownPreview | undefined,
): string | undefined {
  if (!known) return 'listing: open';
  const listedAt = Date.parse(updatedAt);
  const knownAt = Date.parse(known.updatedAt);
  if (known.closed) {
    // The list may be older than the reading that found it closed.
    return listedAt > knownAt ? 'listing: reopened' : undefined;
  }
  if (head.sha !== known.headSha) return 'listing: new commit';
  return listedAt === knownAt ? undefined : 'listing: changed';
}
