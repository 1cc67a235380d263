import { ok } from 'node:assert/strict';
import { CodeHost, PullRequest, PullRequestRef } from '../../codeHost';

/** What scenarios open, unless they say something else. */
export const change = {
  title: 'A change',
  branch: 'change',
  files: { 'web/page.txt': 'changed' },
};

/** One that has to be there. */
export async function read(
  codeHost: CodeHost,
  ref: PullRequestRef,
): Promise<PullRequest> {
  const pullRequest = await codeHost.readPullRequest(ref);
  ok(pullRequest, `#${ref.number} is not there`);
  return pullRequest;
}
