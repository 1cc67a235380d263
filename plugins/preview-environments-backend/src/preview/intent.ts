import { PullRequest } from '@previewenv/plugin-preview-environments-node';
import { ComponentDefinition } from './components';
import { desire, DesiredPreview } from './desired';
import { expiredNow, expiredUnread, ExpiryState } from './expiry';
import { PreviewPolicy } from './policy';
import { PreviewRecord } from './record';
import { stampOf } from './stamp';
import { tombstone } from './tombstone';
import { judge } from './trust';

/** What should become of a preview, before anything is known of the clusters. */
export type Intent =
  | { kind: 'want'; desired: DesiredPreview }
  /** Asked for, but not allowed to run until a person lifts what holds it. */
  | { kind: 'hold'; reason: string; blockedBy: string }
  /** `closedAt` is the tombstone, when GitHub said that the pull request is closed. `inferred` from absence: it needs a permit. */
  | {
      kind: 'remove';
      reason: string;
      closedAt: Date | undefined;
      inferred?: boolean;
      /** Set when the preview has come to its end. */
      expired?: ExpiryState['expired'];
    }
  /** Nothing can be said of the pull request: what is there stays. */
  | { kind: 'unreadable'; reason: string }
  /** Wanted, but what the definition says can't be done. What runs stays. */
  | { kind: 'wrong'; problem: string };

/** What GitHub, the default branch and our own memory say of a pull request. */
export interface Circumstances {
  policy: PreviewPolicy;
  record: PreviewRecord | undefined;
  pullRequest: PullRequest;
  /** Definitions of the default branch whose paths match the pull request's changes. */
  components: ComponentDefinition[];
  /** Why the definitions may not be all that there are. Nothing is removed because of a definition that could not be read (rule 7.21). */
  definitionsProblem: string | undefined;
  /** What is absent, where that is the reason if nothing covers the pull request's changes. */
  absence: string | undefined;
  /** Why the code host does not tell; `pullRequest` is the last reading then, and the definitions are not known. */
  unreadable: string | undefined;
  /** When this was seen: by what time limits are judged. */
  observedAt: Date;
}

export function intend(
  previewId: string,
  circumstances: Circumstances,
): Intent {
  const { pullRequest, record, components, policy } = circumstances;
  const closedAt = tombstone(pullRequest, record);
  if (closedAt)
    return { kind: 'remove', reason: 'The pull request is closed.', closedAt };
  const remove = (reason: string): Intent => ({
    kind: 'remove',
    reason,
    closedAt: undefined,
  });
  if (policy.draining) {
    return remove(
      'All previews are being removed: previewEnvironments.mode is drain.',
    );
  }
  if (circumstances.unreadable !== undefined)
    return whileUnreadable(circumstances, circumstances.unreadable);
  // Nobody can write in it, so that its pull requests count as closed for as long as that lasts.
  if (pullRequest.repository.archived)
    return remove('The repository is archived.');
  const expired = expiration(expiredNow(circumstances));
  if (
    circumstances.definitionsProblem &&
    components.length === 0 &&
    record &&
    record.phase !== 'gone'
  ) {
    return (
      expired ?? { kind: 'wrong', problem: circumstances.definitionsProblem }
    );
  }
  if (components.length === 0) return uncovered(circumstances);

  const judged = components.map(component => ({
    component,
    verdict: judge(pullRequest, component.definition.spec.trigger),
  }));
  const allowed = judged
    .filter(({ verdict }) => verdict.kind === 'allowed')
    .map(({ component }) => component);
  if (allowed.length === 0) {
    const verdicts = judged.map(({ verdict }) => verdict);
    for (const verdict of verdicts)
      if (verdict.kind === 'held') return { ...verdict, kind: 'hold' };
    for (const verdict of verdicts)
      if (verdict.kind === 'not-asked') return remove(verdict.reason);
  }
  if (record?.removal?.headSha === pullRequest.head.sha)
    return removedBy(record.removal.requestedBy);
  if (expired) return expired;
  const wanted = desire(
    previewId,
    pullRequest,
    allowed,
    policy,
    stampOf(pullRequest, record),
  );
  return 'problem' in wanted
    ? { kind: 'wrong', problem: wanted.problem }
    : { kind: 'want', desired: wanted.desired };
}

/** What people said outlives that the code host does not tell any more. */
function whileUnreadable(circumstances: Circumstances, reason: string): Intent {
  const { record, pullRequest } = circumstances;
  return record?.removal?.headSha === pullRequest.head.sha
    ? removedBy(record.removal.requestedBy)
    : expiration(expiredUnread(circumstances)) ?? {
        kind: 'unreadable',
        reason,
      };
}

function expiration(expired: ExpiryState['expired']): Intent | undefined {
  return (
    expired && {
      kind: 'remove',
      reason: expired.reason,
      closedAt: undefined,
      expired,
    }
  );
}

function uncovered({ absence }: Circumstances): Intent {
  return {
    kind: 'remove',
    reason:
      absence ?? 'No preview definition covers what the pull request changes.',
    closedAt: undefined,
    inferred: absence !== undefined,
  };
}

function removedBy(person: string): Intent {
  return {
    kind: 'remove',
    reason: `Removed by ${person}. Push a commit or redeploy to bring it back.`,
    closedAt: undefined,
  };
}
