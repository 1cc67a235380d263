import { createHash } from 'node:crypto';
import {
  DeploymentReport,
  PullRequestRef,
} from '@previewenv/plugin-preview-environments-node';

/** Of the 255 characters that GitLab takes, the most that tell of a branch; `feedback.environment` has the others. */
const mostOfBranch = 40;
const hashLength = 10;

/**
 * One environment for each merge request, and for each branch without one. GitLab takes few characters, so that of a branch the words are
 * kept, and a hash tells apart what has the same.
 */
export function environmentName(
  { number }: PullRequestRef,
  { environment, branch }: Pick<DeploymentReport, 'environment' | 'branch'>,
): string {
  if (branch === undefined) return `${environment}/mr-${number}`;
  const words = branch
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, mostOfBranch)
    .replace(/^-+|-+$/g, '');
  const hash = createHash('sha256').update(branch).digest('hex');
  return [
    `${environment}/br`,
    ...(words ? [words] : []),
    hash.slice(0, hashLength),
  ].join('-');
}
