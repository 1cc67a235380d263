import { wordsOf } from './changeWords';
import { PullRequest } from '@previewenv/plugin-preview-environments-node';
import {
  BranchTarget,
  endingTheLease,
  endOfLease,
  isBranch,
  removedFromBranch,
} from './branches';
import { ComponentDefinition } from './components';
import { desire, DesiredPreview, DesiredWorkspace } from './desired';
import { expiredNow, expiredUnread, ExpiryState } from './expiry';
import { Face, faceInLook, groupOf, inGroup, Link } from './groups';
import { PreviewPolicy } from './policy';
import { PreviewRecord } from './record';
import { Sleep, sleepOf } from './sleep';
import { stampOf } from './stamp';
import { tombstone } from './tombstone';
import { commitOf, Leave, People, runnable } from './trust';

/** What should become of a preview, before anything is known of the clusters. */
export type Intent =
  | {
      kind: 'want';
      desired: DesiredPreview;
      /** As it is at the commit that runs. */
      pullRequest: PullRequest;
      /** Why that is not the head. */
      waiting: { reason: string; blockedBy: string } | undefined;
    }
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
  /** A person put it to sleep: nothing of it runs. `workspaces` are those that it has when it is awake, as far as that is known. */
  | {
      kind: 'sleep';
      record: PreviewRecord;
      sleep: Sleep;
      workspaces: DesiredWorkspace[];
      /** That runs when it wakes, as far as it is known which one may. */
      commit: string | undefined;
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
  /** What was asked for, where that is a branch without pull request. */
  branch?: BranchTarget;
  /** Definitions of the default branch whose paths match the pull request's changes. */
  components: ComponentDefinition[];
  /** Why the definitions may not be all that there are. Nothing is removed because of a definition that could not be read (rule 7.21). */
  definitionsProblem: string | undefined;
  /** What is absent, where that is the reason if nothing covers the pull request's changes. */
  absence: string | undefined;
  /** Why the code host does not tell; `pullRequest` is the last reading then, and the definitions are not known. */
  unreadable: string | undefined;
  /** What was asked for a pull request that nothing is remembered of yet. */
  leave?: Leave;
  /** What the code host says of the people behind it, as far as that matters. */
  people?: People;
  /** What it is linked by, and the others that it may be linked to by that; undefined while nobody has asked. */
  group?: { links: Link[]; others: Face[] };
  /** When this was seen: by what time limits are judged. */
  observedAt: Date;
}

/** Nothing is allowed on what nobody has asked about: observers ask before they judge. */
function unasked({ pullRequest }: Circumstances): Intent {
  const { one } = wordsOf(pullRequest.repository);
  return {
    kind: 'hold',
    reason: `It is not known who opened the ${one}, or who set its labels.`,
    blockedBy: 'approval',
  };
}

export function intend(
  previewId: string,
  circumstances: Circumstances,
): Intent {
  return endingTheLease(judged(previewId, circumstances), circumstances);
}

function judged(previewId: string, circumstances: Circumstances): Intent {
  const { pullRequest, record, components, policy } = circumstances;
  const closedAt = tombstone(pullRequest, record);
  if (closedAt)
    return {
      kind: 'remove',
      reason: isBranch(pullRequest)
        ? endOfLease(circumstances)
        : `The ${wordsOf(pullRequest.repository).one} is closed.`,
      closedAt,
    };
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
      expired ??
      // Without definitions nobody can say whether the head may run.
      sleeping(circumstances, commitOf(record)) ?? {
        kind: 'wrong',
        problem: circumstances.definitionsProblem,
      }
    );
  }
  if (components.length === 0) return uncovered(circumstances);

  const allowed = runnable(circumstances);
  if (allowed.kind === 'hold') return allowed;
  if (allowed.kind === 'open') return unasked(circumstances);
  const removal = removalOf(circumstances);
  if (removal) return removal;
  if (allowed.kind === 'not-asked') return remove(allowed.reason);
  if (expired) return expired;
  const wanted = desire(
    previewId,
    allowed.pullRequest,
    allowed.components,
    policy,
    stampOf(pullRequest, record),
  );
  const asleep = sleeping(
    circumstances,
    allowed.pullRequest.head.sha,
    'problem' in wanted ? undefined : wanted.desired,
  );
  if (asleep) return asleep;
  return 'problem' in wanted
    ? { kind: 'wrong', problem: wanted.problem }
    : {
        kind: 'want',
        desired: grouped(previewId, circumstances, wanted.desired),
        pullRequest: allowed.pullRequest,
        waiting: allowed.waiting,
      };
}

function grouped(
  previewId: string,
  circumstances: Circumstances,
  desired: DesiredPreview,
): DesiredPreview {
  const { links = [], others = [] } = circumstances.group ?? {};
  const self = faceInLook(previewId, { ...circumstances, links }, desired);
  return inGroup(desired, self, groupOf(self, others).members);
}

/** What an intention wants to exist. What sleeps has nothing but namespaces. */
export function desiredBy(intent: Intent): DesiredPreview {
  if (intent.kind === 'want') return intent.desired;
  return {
    workspaces: intent.kind === 'sleep' ? intent.workspaces : [],
    components: [],
  };
}

/** Undefined when it is awake. What its definition says now matters when it wakes. */
function sleeping(
  { record }: Circumstances,
  commit: string | undefined,
  desired?: DesiredPreview,
): Intent | undefined {
  const sleep = sleepOf(record);
  const workspaces = desired?.workspaces ?? [];
  return (
    record && sleep && { kind: 'sleep', record, sleep, workspaces, commit }
  );
}

/** What people said outlives that the code host does not tell any more. */
function whileUnreadable(circumstances: Circumstances, reason: string): Intent {
  return (
    removalOf(circumstances) ??
    expiration(expiredUnread(circumstances)) ?? { kind: 'unreadable', reason }
  );
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

function uncovered({ absence, pullRequest }: Circumstances): Intent {
  const { one } = wordsOf(pullRequest.repository);
  return {
    kind: 'remove',
    reason: absence ?? `No preview definition covers what the ${one} changes.`,
    closedAt: undefined,
    inferred: absence !== undefined,
  };
}

/** A push brings back what was removed while its pull request is open, but not what has no other reason to be than a lease. */
function removalOf({ record, pullRequest }: Circumstances): Intent | undefined {
  const removal = record?.removal;
  if (!removal) return undefined;
  const { requestedBy, headSha } = removal;
  const branch = isBranch(pullRequest);
  if (!branch && headSha !== pullRequest.head.sha) return undefined;
  return {
    kind: 'remove',
    reason: branch
      ? removedFromBranch(requestedBy)
      : `Removed by ${requestedBy}. Push a commit or redeploy to bring it back.`,
    closedAt: undefined,
  };
}
