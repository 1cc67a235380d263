import { LeftOutBecause } from './types';

/** What is said of a pull request that requests do not reach, behind its name. */
export const leftOutReasons: Record<LeftOutBecause, string> = {
  unknown: 'has no preview here',
  closed: 'is closed',
  waiting: 'waits for approval',
  held: 'is held back',
  asleep: 'is asleep',
  'not-allowed':
    'is left out: whoever linked it has to be able to write to both repositories',
  'too-many': 'is left out: the group has too many members',
  elsewhere: 'runs in another cluster',
  'nothing-to-reach': 'changes no service that others call',
  taken: 'is left out: another version of its services goes first',
};
