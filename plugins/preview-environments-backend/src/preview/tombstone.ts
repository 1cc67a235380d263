import { PullRequest } from '@previewenv/plugin-preview-environments-node';
import { isBranch } from './branches/subject';
import { PreviewRecord } from './record';

/**
 * When the pull request was closed, as far as is known; undefined while it is open. A reading as old as the close cannot say that it was
 * reopened: the tombstone stands. Only times of the code host are compared, so that our own clocks don't matter.
 */
export function tombstone(
  pullRequest: PullRequest,
  record: PreviewRecord | undefined,
): Date | undefined {
  const closedAt = record?.closedAt;
  // No reading of a branch can say that somebody wants it again.
  if (isBranch(pullRequest)) return closedAt;
  if (pullRequest.state === 'closed') {
    const read = new Date(pullRequest.closedAt ?? pullRequest.updatedAt);
    // Within one second an earlier close can be read after a later one.
    return closedAt && closedAt > read ? closedAt : read;
  }
  return closedAt && new Date(pullRequest.updatedAt) <= closedAt
    ? closedAt
    : undefined;
}

/**
 * Whether a reading tells of a time before the one that the record was made from: code hosts answer from copies that may lag behind.
 * Two readings of the same time are both believed; if one of them says closed, the tombstone holds.
 */
export function isOutdated(
  { updatedAt }: PullRequest,
  record: PreviewRecord | undefined,
): boolean {
  return (
    record !== undefined &&
    Date.parse(updatedAt) < Date.parse(record.pullRequest.updatedAt)
  );
}
