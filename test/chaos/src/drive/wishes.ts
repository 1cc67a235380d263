import { PullRequest } from '../ground/Ground';

/** The label that the repositories' definitions ask for. */
export const previewLabel = 'preview';

/** What should have become of a pull request, by the rules of its repository's definition. */
export type Wish = 'ready' | 'not started' | 'removed';

export function wishFor(
  pull: Pick<PullRequest, 'open' | 'draft' | 'labels'>,
): Wish {
  if (!pull.open || !pull.labels.includes(previewLabel)) return 'removed';
  return pull.draft ? 'not started' : 'ready';
}
