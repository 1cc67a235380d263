import { PullRequest } from '@previewenv/plugin-preview-environments-node';
import { wordsOf } from '../changeWords';
import { Held, TrustSubject, Verdict } from './types';

/** Undefined when the rule lets the pull request pass. */
export type Rule = (subject: TrustSubject) => Verdict | undefined;

/** The labels ask for a preview; so does a person who may write. */
const asked: Rule = ({ pullRequest, trigger, leave }) => {
  const missing = trigger.labels.filter(
    label => !pullRequest.labels.includes(label),
  );
  if (missing.length === 0 || leave.request) return undefined;
  return {
    kind: 'not-asked',
    reason: `The label ${missing.join(', ')} is not on the ${
      wordsOf(pullRequest.repository).one
    }.`,
  };
};

const baseBranch: Rule = ({ pullRequest: { base, repository }, trigger }) => {
  const allowed =
    trigger.baseBranches.length > 0
      ? trigger.baseBranches
      : [repository.defaultBranch];
  if (allowed.includes(base.ref)) return undefined;
  return {
    kind: 'not-asked',
    reason: `Only ${wordsOf(repository).one}s into ${allowed.join(
      ', ',
    )} are previewed.`,
  };
};

const draft: Rule = ({ pullRequest, trigger }) =>
  pullRequest.draft && !trigger.drafts
    ? held(
        'draft',
        `Drafts are not previewed. Mark the ${
          wordsOf(pullRequest.repository).one
        } as ready for review.`,
      )
    : undefined;

const bot: Rule = ({ pullRequest, trigger, floor }) => {
  if (!pullRequest.author.bot || trigger.bots) return undefined;
  const { many } = wordsOf(pullRequest.repository);
  return held(
    'bot',
    floor.bots
      ? `${many} of bots are not previewed. Set spec.trigger.bots to true to allow them.`
      : `${many} of bots are not previewed here, whatever a definition says (previewEnvironments.trust.bots).`,
  );
};

/** A fork's commit could be anybody's code: it runs only after somebody who may write has approved exactly that commit. */
const fork: Rule = ({ pullRequest, trigger, floor, leave }) => {
  if (!isFork(pullRequest) || trigger.forks === 'allow') return undefined;
  if (trigger.forks === 'never') {
    return held(
      'fork',
      `${wordsOf(pullRequest.repository).many} from forks are not previewed${
        floor.forks === 'never'
          ? ' here, whatever a definition says (previewEnvironments.trust.forks)'
          : ''
      }. Push the branch to the repository itself.`,
    );
  }
  return isApproved({ pullRequest, leave })
    ? undefined
    : held(
        'approval',
        `Commit ${short(
          pullRequest,
        )} is from a fork. Somebody who can write to the repository has to approve it.`,
      );
};

/** By the permission on the repository; bots have none, and a rule of their own. */
const author: Rule = ({ pullRequest, trigger, leave, people }) => {
  if (
    pullRequest.author.bot ||
    trigger.authors === 'anyone' ||
    isApproved({ pullRequest, leave })
  )
    return undefined;
  if (people.authorMayWrite === undefined)
    return { kind: 'open', question: 'author' };
  return people.authorMayWrite
    ? undefined
    : held(
        'approval',
        `${
          pullRequest.author.login
        } can not write to the repository. Somebody who can has to approve commit ${short(
          pullRequest,
        )}.`,
      );
};

/** Who may not write can't ask by a label either, least of all for code of their own. */
const setter: Rule = subject => {
  const { pullRequest, trigger, leave, people, labelled } = subject;
  if (leave.request || isApproved({ pullRequest, leave })) return undefined;
  const doubted = trigger.labels.filter(label => !labelled.includes(label));
  if (doubted.length === 0) return undefined;
  if (!people.setters) return { kind: 'open', question: 'setters' };
  for (const label of doubted) {
    const by = Object.hasOwn(people.setters, label)
      ? people.setters[label]
      : undefined;
    if (by?.mayWrite) continue;
    if (!by || by.bot) {
      const own = isOwn(subject);
      if (own === 'open') return { kind: 'open', question: 'author' };
      if (own) continue;
    }
    return held(
      'label',
      by
        ? `The label ${label} was set by ${by.login}, who can not write to the repository. Somebody who can has to set it, or to comment /preview.`
        : `Who set the label ${label} is not known. Somebody who can write to the repository has to comment /preview.`,
    );
  }
  return undefined;
};

/** The first that objects speaks for all. The last ones may cost questions to the code host. */
export const rules: readonly Rule[] = [
  asked,
  baseBranch,
  draft,
  bot,
  fork,
  author,
  setter,
];

/** A deleted fork, which has no head repository, counts as one. */
export function isFork({
  head,
  repository,
}: Pick<PullRequest, 'head' | 'repository'>): boolean {
  return head.repositoryId !== repository.id;
}

/** Of a label that a workflow or nobody known has set: the code has come in by somebody who may write anyway. */
function isOwn({ pullRequest, people }: TrustSubject): boolean | 'open' {
  if (isFork(pullRequest)) return false;
  return pullRequest.author.bot || (people.authorMayWrite ?? 'open');
}

function isApproved({
  pullRequest,
  leave,
}: Pick<TrustSubject, 'pullRequest' | 'leave'>): boolean {
  return leave.approval?.headSha === pullRequest.head.sha;
}

function held(blockedBy: Held['blockedBy'], reason: string): Held {
  return { kind: 'held', reason, blockedBy };
}

function short({ head }: PullRequest): string {
  return head.sha.slice(0, 7);
}
