import { PreviewDefinition } from '@previewenv/plugin-preview-environments-common';
import { PullRequest } from '@previewenv/plugin-preview-environments-node';

/**
 * Whether a pull request may have a preview. `not-asked` leaves no trace; `held` is shown, because somebody asked and a
 * person can lift it.
 */
export type Verdict =
  | { kind: 'allowed' }
  | { kind: 'not-asked'; reason: string }
  | { kind: 'held'; reason: string; blockedBy: string };

type Trigger = PreviewDefinition['spec']['trigger'];
type Rule = (pullRequest: PullRequest, trigger: Trigger) => Verdict | undefined;

const labels: Rule = (pullRequest, trigger) => {
  const missing = trigger.labels.filter(
    label => !pullRequest.labels.includes(label),
  );
  if (missing.length === 0) return undefined;
  return {
    kind: 'not-asked',
    reason: `The label ${missing.join(', ')} is not on the pull request.`,
  };
};

const baseBranch: Rule = ({ base, repository }, trigger) => {
  const allowed =
    trigger.baseBranches.length > 0
      ? trigger.baseBranches
      : [repository.defaultBranch];
  if (allowed.includes(base.ref)) return undefined;
  return {
    kind: 'not-asked',
    reason: `Only pull requests into ${allowed.join(', ')} are previewed.`,
  };
};

const draft: Rule = (pullRequest, trigger) =>
  pullRequest.draft && !trigger.drafts
    ? {
        kind: 'held',
        reason:
          'Drafts are not previewed. Mark the pull request as ready for review.',
        blockedBy: 'draft',
      }
    : undefined;

const bot: Rule = ({ author }, trigger) =>
  author.bot && !trigger.bots
    ? {
        kind: 'held',
        reason:
          'Pull requests of bots are not previewed. Set spec.trigger.bots to true to allow them.',
        blockedBy: 'bot',
      }
    : undefined;

/**
 * A fork's commit could be anybody's code. Until approvals exist no fork is previewed, whatever the definition says.
 * A deleted fork (no head repository) counts as one.
 */
const fork: Rule = ({ head, repository }) =>
  head.repositoryId !== repository.id
    ? {
        kind: 'held',
        reason:
          'Pull requests from forks are not previewed. Push the branch to the repository itself.',
        blockedBy: 'fork',
      }
    : undefined;

/** A pull request may be previewed when every rule lets it pass; the first that objects speaks for all. */
export function judge(pullRequest: PullRequest, trigger: Trigger): Verdict {
  for (const rule of [labels, baseBranch, draft, bot, fork]) {
    const objection = rule(pullRequest, trigger);
    if (objection) return objection;
  }
  return { kind: 'allowed' };
}
