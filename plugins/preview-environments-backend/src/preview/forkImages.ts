import { PlaceholderValues } from '@previewenv/plugin-preview-environments-common';
import { PullRequest } from '@previewenv/plugin-preview-environments-node';
import { ComponentDefinition } from './components';
import { isFork, strengthened, TrustFloor } from './trust';

const ofPullRequest = /\{\{\s*(preview|pullRequest)\./;
const ofCommit = /\{\{\s*commit\./;

/**
 * What keeps the images of a fork from being deployed; undefined when nothing does. A tag that is the same for all commits of a pull request,
 * or that follows the name of its branch, is whatever was built last: also of a commit that nobody has approved (rule 7.23).
 */
export function forkImageProblem(
  { path, definition: { spec } }: ComponentDefinition,
  pullRequest: PullRequest,
  floor: TrustFloor,
): string | undefined {
  if (!isFork(pullRequest)) return undefined;
  if (strengthened(spec.trigger, floor).forks === 'allow') return undefined;
  const index = spec.images.findIndex(
    ({ tag }) => ofPullRequest.test(tag) && !ofCommit.test(tag),
  );
  return index < 0
    ? undefined
    : `${path}: spec.images[${index}].tag: ${spec.images[index].tag} names no commit, so that an approval of one would let others run. Add {{ commit.sha }} to have forks previewed.`;
}

/** Somebody outside can make a commit whose first characters are those of another one: a fork's image is named by all of them (rule 7.23). */
export function tagValues(
  values: PlaceholderValues,
  pullRequest: PullRequest,
): PlaceholderValues {
  return isFork(pullRequest)
    ? { ...values, 'commit.short': values['commit.sha'] }
    : values;
}
