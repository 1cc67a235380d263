import { Claim } from '../../preview';
import { previewId, pullRequest } from '../../preview/__testUtils__/builders';

/** The right to work on `web-pr-42`; `change` says what is different. */
export function claim(change: Partial<Claim> = {}): Claim {
  const { host, owner, name, id } = pullRequest().repository;
  return {
    previewId,
    repository: { host, owner, name, id },
    number: 42,
    leaseGeneration: 7,
    attempts: 0,
    unfinished: 0,
    parked: false,
    causes: ['webhook pull_request.opened'],
    takenOverAt: undefined,
    remainingMilliseconds: () => 60_000,
    ...change,
  };
}
