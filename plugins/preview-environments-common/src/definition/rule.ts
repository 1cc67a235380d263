import { Objection } from './findings';
import { placeholderValuesOf } from './placeholders';
import { PreviewDefinition } from './schema';

/** Objects to fields that are right each for itself but not together. */
export type Rule = (definition: PreviewDefinition) => Objection[];

/** Any pull request: what comes out of a definition for it has to be valid. */
export const SAMPLE = placeholderValuesOf({
  previewId: 'web-pr-42',
  pullRequest: { number: 42, baseRef: 'main', headRef: 'feature' },
  commitSha: '1a2b3c4d5e6f708192a3b4c5d6e7f80910111213',
  component: 'web',
});
