import { NewWish, obstacleTo, PreviewRecord } from '../preview';

/** As much of a comment as tells which commit its author has seen. */
export interface ApprovalFacts {
  /** As it was written; undefined when the comment names none. */
  commit: string | undefined;
  /** ISO 8601. */
  writtenAt: string;
  record: PreviewRecord | undefined;
}

/** The first characters alone could be those of another commit, made to look alike. */
const wholeSha = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * Which commit an approval is of: the one that it names, else the head that was known when it was written. What was pushed in between
 * has been seen by nobody, so that it is not approved.
 */
export function judgeApproval({
  commit,
  writtenAt,
  record,
}: ApprovalFacts):
  | { wish: Omit<NewWish, 'requestedBy'> }
  | { obstacle: string | undefined } {
  if (commit !== undefined && !wholeSha.test(commit)) {
    return {
      obstacle: 'Name the commit by its whole id, or name none for the head.',
    };
  }
  if (!record) {
    return commit === undefined
      ? { obstacle: undefined }
      : { wish: { kind: 'approve', headSha: commit } };
  }
  const { sha } = record.pullRequest.head;
  if (commit !== undefined && commit !== sha) {
    return {
      obstacle: `Commit ${short(commit)} is not the head, which is ${short(
        sha,
      )}.`,
    };
  }
  const obstacle = obstacleTo('approve', record);
  if (obstacle) return { obstacle };
  return commit === undefined && !wasKnown(record, writtenAt)
    ? {
        obstacle: `Commit ${short(
          sha,
        )} may have come after that comment was begun. Look at it, and comment /preview approve ${sha}.`,
      }
    : { wish: { kind: 'approve', headSha: sha } };
}

/** Code hosts cut times to whole seconds: what came within the same one may have come after. */
function wasKnown({ headSince }: PreviewRecord, at: string): boolean {
  return headSince !== undefined && headSince.getTime() <= Date.parse(at);
}

function short(sha: string): string {
  return sha.slice(0, 7);
}
