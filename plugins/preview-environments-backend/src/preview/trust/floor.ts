import { Trigger, TrustFloor } from './types';

const leniency: Record<Trigger['forks'], number> = {
  never: 0,
  approve: 1,
  allow: 2,
};

/** What a definition asks for, made as strict as the organisation demands. */
export function strengthened(trigger: Trigger, floor: TrustFloor): Trigger {
  return {
    ...trigger,
    drafts: trigger.drafts && floor.drafts,
    bots: trigger.bots && floor.bots,
    forks:
      leniency[floor.forks] < leniency[trigger.forks]
        ? floor.forks
        : trigger.forks,
    authors: floor.authors === 'write' ? 'write' : trigger.authors,
  };
}
