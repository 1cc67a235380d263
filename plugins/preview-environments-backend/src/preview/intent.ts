import { PullRequest } from '@previewenv/plugin-preview-environments-node';
import { ComponentDefinition } from './components';
import { desire, DesiredPreview } from './desired';
import { PreviewPolicy } from './policy';
import { PreviewRecord } from './record';
import { stampOf } from './stamp';
import { judge } from './trust';

/** What should become of a preview, before anything is known of the clusters. */
export type Intent =
  | { kind: 'want'; desired: DesiredPreview }
  /** Asked for, but not allowed to run until a person lifts what holds it. */
  | { kind: 'hold'; reason: string; blockedBy: string }
  /** `closedAt` is the tombstone, when GitHub said that the pull request is closed. */
  | { kind: 'remove'; reason: string; closedAt: Date | undefined }
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
  if (
    circumstances.definitionsProblem &&
    components.length === 0 &&
    record &&
    record.phase !== 'gone'
  ) {
    return { kind: 'wrong', problem: circumstances.definitionsProblem };
  }
  if (components.length === 0)
    return remove(
      'No preview definition covers what the pull request changes.',
    );

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
  if (record?.removal?.headSha === pullRequest.head.sha) {
    return remove(
      `Removed by ${record.removal.requestedBy}. Push a commit or redeploy to bring it back.`,
    );
  }
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

/** A reading as old as the close cannot say that the pull request was reopened: the tombstone stands. */
function tombstone(
  pullRequest: PullRequest,
  record: PreviewRecord | undefined,
): Date | undefined {
  if (pullRequest.state === 'closed')
    return new Date(pullRequest.closedAt ?? pullRequest.updatedAt);
  const closedAt = record?.closedAt;
  return closedAt && new Date(pullRequest.updatedAt) <= closedAt
    ? closedAt
    : undefined;
}
