import { PullRequest } from '@previewenv/plugin-preview-environments-node';
import { ComponentDefinition } from '../components';
import { PreviewRecord } from '../record';
import { Approval, Leave, People, Request } from './types';

/** What is known of a pull request when it is said who gave leave. */
export interface LeaveFacts {
  record: PreviewRecord | undefined;
  pullRequest: PullRequest;
  components: ComponentDefinition[];
  /** What was asked for a pull request that nothing is remembered of yet. */
  leave?: Leave;
  people?: People;
}

/** What is to be remembered of who gave leave. It belongs to the pull request, not to one life of its preview. */
export interface LeaveMemory {
  approval: Approval | undefined;
  request: Request | undefined;
  labelled: string[] | undefined;
  headSince: Date | undefined;
}

/** What people said, as far as it still counts. */
export function leaveOf(facts: LeaveFacts): Leave {
  const { record, leave } = facts;
  const { approval, request } = record ?? leave ?? {};
  return {
    approval,
    request: wasUnlabelled(facts) ? undefined : request,
  };
}

/** Labels that need no question about who set them: they have been there since somebody who may write had. */
export function labelledBefore({ record, pullRequest }: LeaveFacts): string[] {
  return (record?.labelled ?? []).filter(label =>
    pullRequest.labels.includes(label),
  );
}

/** What the next look is to know of this one. */
export function rememberLeave(facts: LeaveFacts, now: Date): LeaveMemory {
  const { record, pullRequest, people } = facts;
  const set = Object.entries(people?.setters ?? {}).flatMap(
    ([label, { mayWrite }]) => (mayWrite ? [label] : []),
  );
  const labelled = [...new Set([...labelledBefore(facts), ...set])]
    .filter(label => pullRequest.labels.includes(label))
    .sort();
  return {
    ...leaveOf(facts),
    labelled: labelled.length > 0 ? labelled : undefined,
    headSince:
      record?.pullRequest.head.sha === pullRequest.head.sha
        ? record.headSince
        : now,
  };
}

/** Whoever takes the label off wants the preview to go, also one that was asked for by a comment before. */
function wasUnlabelled({
  record,
  pullRequest,
  components,
}: LeaveFacts): boolean {
  return components.some(({ definition: { spec } }) =>
    spec.trigger.labels.some(
      label =>
        record?.pullRequest.labels.includes(label) &&
        !pullRequest.labels.includes(label),
    ),
  );
}
