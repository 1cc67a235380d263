import { ComponentDefinition } from '../components';
import { Circumstances, Intent } from '../intent';
import { isBranch } from './subject';

/** Nothing closes a branch, so that whatever ends its preview is the end of the lease: only another request brings it back. */
export function endingTheLease(
  intent: Intent,
  { pullRequest, record, policy, observedAt }: Circumstances,
): Intent {
  if (intent.kind !== 'remove' || !isBranch(pullRequest) || policy.draining)
    return intent;
  const { reason, expired } = intent;
  return {
    ...intent,
    closedAt: record?.closedAt ?? observedAt,
    expired: expired ?? { headSha: pullRequest.head.sha, reason },
  };
}

/** Why a lease that is over is; as it was said when it ended. */
export function endOfLease({ record }: Circumstances): string {
  return (
    record?.expiry.expired?.reason ??
    'Nobody asks for a preview of the branch any more.'
  );
}

export function removedFromBranch(person: string): string {
  return `Removed by ${person}. Ask for a preview of the branch to bring it back.`;
}

const number = /\{\{\s*pullRequest\.number\s*\}\}/;

/** What keeps a definition from being previewed at a branch; undefined when nothing does. */
export function branchProblem({
  path,
  definition: { spec },
}: ComponentDefinition): string | undefined {
  return number.test(JSON.stringify(spec))
    ? `${path}: {{ pullRequest.number }} has no value for a branch; write {{ commit.sha }} or {{ preview.id }} to have branches previewed, too`
    : undefined;
}
