import { GroupPolicy } from '../preview';
import { section } from './section';
import { text, trueOrFalse } from './values';

const cure =
  'has to be what such labels begin with, 3 to 40 characters, for instance preview-group:, or off';

/** `previewEnvironments.groups`: what links pull requests of several repositories. */
export const groupsSchema = section({
  dependsOn: trueOrFalse().default(true),
  // Tools give their branches the same names everywhere.
  branches: trueOrFalse().default(false),
  labelPrefix: text(cure)
    .regex(/^(?:off|\S.{1,38}\S)$/, cure)
    .default('preview-group:'),
})
  .prefault({})
  .transform(
    ({ labelPrefix, ...rest }): GroupPolicy => ({
      ...rest,
      labelPrefix: labelPrefix === 'off' ? undefined : labelPrefix,
    }),
  );
