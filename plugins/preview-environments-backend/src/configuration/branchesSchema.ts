import { durationToMilliseconds } from '@backstage/types';
import { section } from './section';
import { duration } from './values';

/** `previewEnvironments.branches`: previews of branches without pull request. */
export const branchesSchema = section({
  lease: duration({ minimumSeconds: 60 }).default({ days: 3 }),
  longest: duration({ minimumSeconds: 60 }).default({ days: 14 }),
})
  .prefault({})
  .refine(
    ({ lease, longest }) =>
      durationToMilliseconds(lease) <= durationToMilliseconds(longest),
    { path: ['lease'], message: 'can not be longer than longest' },
  );
