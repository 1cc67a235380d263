import { isBranch } from '../branches/subject';
import { PreviewPolicy } from '../policy';
import { expiryOf, expiryOfUnreadable } from './rule';
import { Activity, currentExpiry } from './state';
import { Expiry, ExpiryState } from './types';

/** Of a preview that has come to its end: what to remember of it, with the reason for people. Undefined when it may stay. */
export function expiredNow(
  circumstances: Activity & { policy: PreviewPolicy },
): ExpiryState['expired'] {
  const { record, policy } = circumstances;
  if (!record) return undefined;
  const expiry = currentExpiry(record, circumstances);
  if (expiry.expired) return expiry.expired;
  return ended(circumstances, expiryOf({ ...record, expiry }, policy.expiry));
}

/** The same of a preview whose pull request can't be read (rule 7.21). */
export function expiredUnread(
  circumstances: Activity & { policy: PreviewPolicy },
): ExpiryState['expired'] {
  const { record, policy } = circumstances;
  return (
    record?.expiry.expired ??
    (record && ended(circumstances, expiryOfUnreadable(record, policy.expiry)))
  );
}

function ended(
  { record, observedAt }: Activity,
  expiry: Expiry | undefined,
): ExpiryState['expired'] {
  if (!record || !expiry || expiry.expiresAt > observedAt) return undefined;
  return {
    // A commit that was pushed meanwhile has a life of its own.
    headSha: record.pullRequest.head.sha,
    reason: `Expired: ${expiry.because}. ${
      isBranch(record.pullRequest)
        ? 'Ask for a preview of the branch'
        : 'Push a commit or comment /preview'
    } to bring it back.`,
  };
}
