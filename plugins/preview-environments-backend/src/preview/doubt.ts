import { Decision } from './decision';
import { Observed } from './facts';
import { Intent } from './intent';
import { moment } from './moment';
import { Doubt, PreviewRecord } from './record';

type Changes = Pick<
  Decision,
  | 'phase'
  | 'reason'
  | 'blockedBy'
  | 'stepTimes'
  | 'resync'
  | 'doubt'
  | 'lookAgainAfterMilliseconds'
>;

/** While only a hint or a person can help. */
const whenUnreadable = 10 * 60_000;
/** What has begun just now may be over as soon. */
const whenUnreadableAtFirst = 60_000;
const whenHeld = 5 * 60_000;

/** Kept while the code host does not tell: only an administrator, its age or the pull request itself ends it (rule 7.21). */
export function unreadable(
  record: PreviewRecord,
  { reason }: Extract<Intent, { kind: 'unreadable' }>,
  now: Date,
): Changes {
  const since = sinceOf(record, 'unreadable', now);
  const { host, owner, name } = record.repository;
  return {
    ...unmoved(record),
    phase: 'degraded',
    reason: `Not readable since ${moment(since)}: ${reason}`,
    blockedBy: [`${host}/${owner}/${name}`],
    doubt: { kind: 'unreadable', since },
    lookAgainAfterMilliseconds:
      now.getTime() - since.getTime() < whenUnreadable
        ? whenUnreadableAtFirst
        : whenUnreadable,
  };
}

/** Kept while its removal is only inferred from absence and not permitted. Without an answer it counts as read once. */
export function absent(
  record: PreviewRecord,
  { reason }: Extract<Intent, { kind: 'remove' }>,
  permit: Observed['removalPermit'],
  now: Date,
): Changes {
  if (permit && !permit.permitted && permit.because === 'held') {
    return {
      ...unmoved(record),
      reason: `${reason} The removal is held back: more than ${permit.limit} previews would go in one sweep. An administrator can release it on the page of the previews.`,
      blockedBy: ['A release of the held removals by an administrator'],
      doubt: { kind: 'held', since: permit.since },
      lookAgainAfterMilliseconds: whenHeld,
    };
  }
  return {
    ...unmoved(record),
    reason: `${reason} It is removed when a second reading finds the same.`,
    doubt: { kind: 'absent', since: sinceOf(record, 'absent', now) },
    lookAgainAfterMilliseconds:
      permit && !permit.permitted && permit.because === 'read-once'
        ? permit.againAfterMilliseconds
        : whenHeld,
  };
}

/** Whether a removal that is inferred from absence has been asked for, so that the permit is to be withdrawn when it is not wanted any more. */
export function asksForRemoval(record: PreviewRecord | undefined): boolean {
  return record?.doubt?.kind === 'absent' || record?.doubt?.kind === 'held';
}

function unmoved(record: PreviewRecord) {
  return {
    phase: record.phase,
    blockedBy: record.blockedBy,
    stepTimes: record.steps,
    resync: record.resync,
  };
}

function sinceOf(
  { doubt }: PreviewRecord,
  kind: Doubt['kind'],
  now: Date,
): Date {
  return doubt?.kind === kind ? doubt.since : now;
}
