import { meshNames } from '../routing';
import { section } from './section';
import { oneOf, trueOrFalse } from './values';

/** `previewEnvironments.clusters.<name>.mesh`. */
export const meshSchema = section({
  implementation: oneOf(meshNames),
  match: oneOf(['baggage', 'x-preview', 'both']).optional(),
  referenceGrants: trueOrFalse().optional(),
});
