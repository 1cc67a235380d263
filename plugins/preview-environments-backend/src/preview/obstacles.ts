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

const redeploy: Obstacle = record => {
  if (record.closedAt || record.pullRequest.state === 'closed') {
    return 'The pull request is closed.';
  }
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

const extend: Obstacle = record => {
  if (record.kept) return 'It is kept and does not expire.';
  return record.expiresAt ? undefined : 'It does not expire.';
};

const keep: Obstacle = record => {
  if (record.kept) return 'It is kept already.';
  return record.expiresAt ? undefined : 'It does not expire.';
};

const unkeep: Obstacle = ({ kept }) => (kept ? undefined : 'It is not kept.');

const obstacles: Record<Exclude<WishKind, 'release'>, Obstacle[]> = {
  removal: [leaving],
  redeploy: [redeploy],
  extend: [leaving, extend],
  keep: [leaving, keep],
  unkeep: [leaving, unkeep],
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
