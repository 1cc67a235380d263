import { Stage } from './stage';

/** A worker that lost its lease may still have a request under way that makes something again (rule 7.3). */
export const oldWorkers: Stage = {
  step: 'old-workers',
  halt: ({
    observed: {
      sinceTakeOverMilliseconds: since,
      takeOverGraceMilliseconds: grace,
    },
  }) =>
    since === undefined || since >= grace
      ? undefined
      : {
          reason: 'Making sure that nothing comes back.',
          after: grace - since,
        },
};
