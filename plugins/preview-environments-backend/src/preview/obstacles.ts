import { Phase } from '@previewenv/plugin-preview-environments-common';
import { wordsOf } from './changeWords';
import { PreviewRecord } from './record';
import { WishKind } from './wishes';

type Obstacle = (record: PreviewRecord) => string | undefined;

/** Whether the preview is gone, or will be without another request. */
export function isLeaving({
  phase,
  removal,
  expiry: { expired },
  pullRequest: { head },
}: PreviewRecord): boolean {
  return (
    phase === 'gone' ||
    phase === 'terminating' ||
    removal?.headSha === head.sha ||
    expired?.headSha === head.sha
  );
}

const leaving: Obstacle = record => {
  if (record.phase === 'gone') return 'It is gone already.';
  return isLeaving(record) ? 'It is being removed already.' : undefined;
};

function isOver({ closedAt, pullRequest }: PreviewRecord): boolean {
  return closedAt !== undefined || pullRequest.state === 'closed';
}

function overBecause({ branch, repository }: PreviewRecord): string {
  return branch
    ? 'Its lease is over. Ask for a preview of the branch again.'
    : `The ${wordsOf(repository).one} is closed.`;
}

const redeploy: Obstacle = record => {
  if (isOver(record)) return overBecause(record);
  if (record.phase === 'terminating') {
    return 'It is being removed. It can be deployed again when that is done.';
  }
  // Neither a draft nor a label that is missing changes by deploying again.
  return record.phase === 'awaiting-approval' || isUnwanted(record)
    ? record.reason
    : undefined;
};

/** Gone because the pull request or the definition no longer asks for it, not because a person or its time took it away. */
function isUnwanted({ phase, removal, expiry }: PreviewRecord): boolean {
  return (
    phase === 'gone' && removal === undefined && expiry.expired === undefined
  );
}

/** A label or a commit that is asked for otherwise is no obstacle to asking; what only a change can lift is. */
const request: Obstacle = record => {
  if (isOver(record)) return overBecause(record);
  return record.phase === 'awaiting-approval' &&
    !record.blockedBy.includes('label')
    ? record.reason
    : undefined;
};

const approve: Obstacle = ({ approval, blockedBy, pullRequest }) => {
  if (approval?.headSha === pullRequest.head.sha)
    return `Commit ${pullRequest.head.sha.slice(0, 7)} was approved by ${
      approval.by
    } already.`;
  return blockedBy.includes('approval')
    ? undefined
    : 'It does not wait for an approval.';
};

const extend: Obstacle = record => {
  if (record.kept) return 'It is kept and does not expire.';
  return record.expiresAt ? undefined : 'It does not expire.';
};

const keep: Obstacle = record => {
  if (record.branch)
    return 'Nobody closes a branch, so that its preview has to end by itself. Extend it instead.';
  if (record.kept) return 'It is kept already.';
  return record.expiresAt ? undefined : 'It does not expire.';
};

const unkeep: Obstacle = ({ kept }) => (kept ? undefined : 'It is not kept.');

/** Phases in which nothing of it runs that could be stopped. */
const idlePhases: readonly Phase[] = ['awaiting-approval', 'queued'];

const sleep: Obstacle = ({ asleep, phase, reason }) => {
  if (asleep) return 'It is asleep already.';
  return idlePhases.includes(phase)
    ? `Nothing of it runs. ${reason}`
    : undefined;
};

const wake: Obstacle = ({ asleep }) =>
  asleep ? undefined : 'It is not asleep.';

const obstacles: Record<Exclude<WishKind, 'release'>, Obstacle[]> = {
  removal: [leaving],
  redeploy: [redeploy],
  extend: [leaving, extend],
  keep: [leaving, keep],
  unkeep: [leaving, unkeep],
  request: [request],
  approve: [approve],
  sleep: [leaving, sleep],
  wake: [leaving, wake],
};

/** Why a wish can't be granted as the preview stands; undefined when it can. */
export function obstacleTo(
  kind: keyof typeof obstacles,
  record: PreviewRecord,
): string | undefined {
  for (const obstacle of obstacles[kind]) {
    const reason = obstacle(record);
    if (reason) return reason;
  }
  return undefined;
}
