import { PullRequest } from '@previewenv/plugin-preview-environments-node';
import { stands } from '../alive';
import { isBranch } from '../branches/subject';
import { ComponentDefinition } from '../components';
import { PreviewRecord } from '../record';
import { judge } from './judge';
import { labelledBefore, LeaveFacts, leaveOf } from './memory';
import { Obstruction, Question, TrustFloor, Verdict } from './types';

const isOpen = isVerdict('open');
const isHeld = isVerdict('held');
const isNotAsked = isVerdict('not-asked');

/** What of a pull request may run. */
export type Runnable =
  | {
      kind: 'run';
      /** As it is at the commit that runs. */
      pullRequest: PullRequest;
      components: ComponentDefinition[];
      /** Why that is not the head. */
      waiting: { reason: string; blockedBy: Obstruction } | undefined;
    }
  | { kind: 'hold'; reason: string; blockedBy: Obstruction }
  | { kind: 'not-asked'; reason: string }
  | { kind: 'open'; question: Question };

export interface RunnableFacts extends LeaveFacts {
  policy: { trust: TrustFloor };
}

/** A pause waits for a person who takes the label off; so does what is held. */
type Blocked = Exclude<Runnable, { kind: 'run' }>;

/**
 * Which commit of a pull request may run, and which of its components. While the head waits for an approval, or is paused, the commit
 * before goes on: it was allowed to, and nothing of the new one is used.
 */
export function runnable(facts: RunnableFacts): Runnable {
  const { pullRequest, components: all } = facts;
  // Branches of others are not read, and who asks for a preview of one is known to be let.
  if (isBranch(pullRequest)) {
    return leaveOf(facts).request
      ? { kind: 'run', pullRequest, components: all, waiting: undefined }
      : { kind: 'not-asked', reason: 'Nobody asks for a preview of it.' };
  }
  const before = runningBefore(facts);
  const judged = allowedAt(facts, pullRequest);
  if ('blocked' in judged) {
    const { blocked } = judged;
    return (before && goOn(facts, before, blocked)) ?? blocked;
  }
  const { components } = judged;
  const label = pauseOf(components, pullRequest);
  if (label === undefined || commitOf(facts.record) === pullRequest.head.sha)
    return { kind: 'run', pullRequest, components, waiting: undefined };
  const waiting = {
    reason: `Paused: new commits wait until the label ${label} is taken off.`,
    blockedBy: 'paused' as const,
  };
  return before
    ? { kind: 'run', pullRequest: before, components, waiting }
    : { kind: 'hold', ...waiting };
}

/** An approval lifts it, and the commit before may have one. */
const liftedByApproval: readonly Obstruction[] = ['approval', 'label'];

function goOn(
  facts: RunnableFacts,
  before: PullRequest,
  blocked: Blocked,
): Runnable | undefined {
  if (blocked.kind !== 'hold' || !liftedByApproval.includes(blocked.blockedBy))
    return undefined;
  const earlier = allowedAt(facts, before);
  if ('blocked' in earlier) return undefined;
  const { reason, blockedBy } = blocked;
  return {
    kind: 'run',
    pullRequest: before,
    components: earlier.components,
    waiting: { reason, blockedBy },
  };
}

/** The commit that a preview which stands was made for. */
export function commitOf(
  record: PreviewRecord | undefined,
): string | undefined {
  return stands(record) ? record.commit ?? record.liveSha : undefined;
}

function runningBefore({
  record,
  pullRequest,
}: RunnableFacts): PullRequest | undefined {
  const sha = commitOf(record);
  return sha && sha !== pullRequest.head.sha
    ? { ...pullRequest, head: { ...pullRequest.head, sha } }
    : undefined;
}

function pauseOf(
  components: ComponentDefinition[],
  { labels }: PullRequest,
): string | undefined {
  return components
    .map(({ definition: { spec } }) => spec.trigger.pauseLabel)
    .find(label => label !== undefined && labels.includes(label));
}

function allowedAt(
  facts: RunnableFacts,
  pullRequest: PullRequest,
): { components: ComponentDefinition[] } | { blocked: Blocked } {
  const leave = leaveOf(facts);
  const judged = facts.components.map(component => ({
    component,
    verdict: judge({
      pullRequest,
      trigger: component.definition.spec.trigger,
      floor: facts.policy.trust,
      leave,
      people: facts.people ?? {},
      labelled: labelledBefore(facts),
    }),
  }));
  const verdicts = judged.map(({ verdict }) => verdict);
  const open = verdicts.find(isOpen);
  if (open) return { blocked: open };
  const components = judged
    .filter(({ verdict }) => verdict.kind === 'allowed')
    .map(({ component }) => component);
  return components.length > 0 ? { components } : { blocked: worst(verdicts) };
}

/** What is held is told; what nobody asked for is silent. */
function worst(verdicts: Verdict[]): Blocked {
  const held = verdicts.find(isHeld);
  if (held) return { ...held, kind: 'hold' };
  const notAsked = verdicts.find(isNotAsked);
  return notAsked ?? { kind: 'not-asked', reason: 'Nothing is asked for.' };
}

function isVerdict<Kind extends Verdict['kind']>(kind: Kind) {
  return (verdict: Verdict): verdict is Extract<Verdict, { kind: Kind }> =>
    verdict.kind === kind;
}
