import { PullRequest } from '@previewenv/plugin-preview-environments-node';
import { isBranch } from '../branches/subject';
import { ComponentDefinition } from '../components';
import { Decision } from '../decision';
import { PreviewRecord } from '../record';
import { askedBy, endless } from './limits';
import { waitsForLeave } from './rule';
import { ExpiryState } from './types';

/** A pod that crashes now and then is well for some minutes at a time; who is well for longer has recovered. */
const recoveryMilliseconds = 10 * 60_000;

/** What is known of a pull request when the end of its preview is reckoned. */
export interface Activity {
  record: PreviewRecord | undefined;
  pullRequest: PullRequest;
  components: ComponentDefinition[];
  observedAt: Date;
}

/** A life that begins. */
export function newLife(now: Date): ExpiryState {
  return {
    asked: endless,
    startedAt: now,
    activeAt: undefined,
    failingSince: undefined,
    extension: undefined,
    warning: undefined,
    expired: undefined,
  };
}

/** A life that only the Namespace remembers (rule 7.20): nobody knows any more whether its end was put off, so that it holds at least as told. */
export function rebuiltLife(
  stamp: { createdAt: Date | undefined; expiresAt: Date | undefined },
  now: Date,
): ExpiryState {
  const until = stamp.expiresAt;
  return {
    ...newLife(stamp.createdAt ?? now),
    extension: until && { requestedBy: 'its Namespace', at: now, until },
  };
}

/** What the record says, and what has happened since. */
export function currentExpiry(
  record: PreviewRecord,
  { pullRequest, components, observedAt }: Activity,
): ExpiryState {
  const { expiry, redeploy } = record;
  const pushed = pullRequest.head.sha !== record.pullRequest.head.sha;
  const retried =
    expiry.failingSince !== undefined &&
    redeploy !== undefined &&
    redeploy.at > expiry.failingSince;
  return {
    ...expiry,
    // Without definitions nothing is known of their limits: the last ones stay.
    asked: components.length > 0 ? askedBy(components) : expiry.asked,
    activeAt: latest(
      expiry.activeAt,
      pushed ? observedAt : undefined,
      redeploy?.at,
      expiry.extension?.at,
    ),
    failingSince:
      pushed || retried || hasRecovered(record, observedAt)
        ? undefined
        : expiry.failingSince,
    expired:
      isBranch(pullRequest) || expiry.expired?.headSha === pullRequest.head.sha
        ? expiry.expired
        : undefined,
  };
}

/** What is to be remembered after a decision, except for the warning that follows from it. */
export function nextExpiry(
  activity: Activity,
  decision: Pick<Decision, 'phase' | 'begins' | 'failing' | 'expired'>,
): ExpiryState {
  const { record, observedAt, components } = activity;
  if (!record || decision.begins)
    return { ...newLife(observedAt), asked: askedBy(components) };
  const current = currentExpiry(record, activity);
  const released =
    waitsForLeave(record.phase) && !waitsForLeave(decision.phase);
  const firstReady = decision.phase === 'ready' && record.readyAt === undefined;
  return {
    ...current,
    startedAt: released ? observedAt : current.startedAt,
    activeAt: firstReady ? observedAt : current.activeAt,
    failingSince: decision.failing
      ? current.failingSince ?? observedAt
      : current.failingSince,
    expired: decision.expired ?? current.expired,
  };
}

function hasRecovered(
  { phase, phaseSince }: PreviewRecord,
  now: Date,
): boolean {
  return (
    phase === 'ready' &&
    now.getTime() - phaseSince.getTime() >= recoveryMilliseconds
  );
}

function latest(...times: (Date | undefined)[]): Date | undefined {
  return times.reduce(
    (one, other) => (other && (!one || other > one) ? other : one),
    undefined,
  );
}
