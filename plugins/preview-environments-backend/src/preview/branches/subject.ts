import {
  Branch,
  PullRequest,
} from '@previewenv/plugin-preview-environments-node';

/** A branch that a preview is made for without a pull request. */
export interface BranchTarget {
  name: string;
  /** The entity whose components are previewed; undefined: all of the repository. */
  entityRef: string | undefined;
}

/** What a preview is made for. */
export type Subject =
  | { kind: 'pull-request'; number: number }
  | { kind: 'branch'; name: string };

/** Code hosts count pull requests from 1. */
export const numberOfBranches = 0;

/** Branches are never closed by anybody, and no reading of one is newer than another. */
const never = new Date(0).toISOString();

/** Whether a preview is one of a branch without a pull request: its record tells of the branch in the shape of one, of number 0. */
export function isBranch({ number }: { number: number }): boolean {
  return number === numberOfBranches;
}

export function subjectOf({
  number,
  head,
}: Pick<PullRequest, 'number' | 'head'>): Subject {
  return isBranch({ number })
    ? { kind: 'branch', name: head.ref }
    : { kind: 'pull-request', number };
}

/** A branch in the shape of the pull request that it could become. */
export function changeOf({
  repository,
  name,
  headSha,
  url,
}: Branch): PullRequest {
  return {
    repository,
    number: numberOfBranches,
    title: name,
    url,
    author: { login: '', bot: false },
    state: 'open',
    draft: false,
    labels: [],
    // Nothing but branches of the repository itself is read.
    head: { sha: headSha, ref: name, repositoryId: repository.id },
    base: { ref: repository.defaultBranch },
    updatedAt: never,
    closedAt: undefined,
  };
}
