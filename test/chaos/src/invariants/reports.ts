import { isDeepStrictEqual } from 'node:util';
import { wishFor } from '../drive/wishes';
import { PullRequest } from '../ground/Ground';
import { previewIdOf } from '../places';
import { Violation } from './Violation';

/** What is deployed is the commit that answers, and the status lets a pull request be merged unless there is something to wait for. */
export function checkReports(pulls: PullRequest[]): Violation[] {
  return pulls.flatMap(pull =>
    [untrueDeployments(pull), untrueStatus(pull)].flatMap(what =>
      what
        ? [{ invariant: 'reports' as const, what: `${idOf(pull)} ${what}` }]
        : [],
    ),
  );
}

function untrueDeployments(pull: PullRequest): string | undefined {
  const wish = wishFor(pull);
  const shown = pull.deployments
    .filter(({ state }) => state !== 'inactive')
    .map(({ sha, state }) => `${state} ${sha}`);
  const expected = wish === 'ready' ? [`success ${pull.headSha}`] : [];
  return isDeepStrictEqual(shown, expected)
    ? undefined
    : `is ${wish}, but shows deployments: ${shown.join(', ') || 'none'}`;
}

function untrueStatus(pull: PullRequest): string | undefined {
  const wish = wishFor(pull);
  const expected = wish === 'not started' ? 'pending' : 'success';
  // Where nothing was, nothing is said.
  const isTrue =
    pull.status === expected ||
    (wish === 'removed' && pull.status === undefined);
  return isTrue
    ? undefined
    : `is ${wish}, but its status says ${pull.status ?? 'nothing'}`;
}

function idOf({ repository, number }: PullRequest): string {
  return previewIdOf(repository, number);
}
