export { accountOf } from './accounts';
export type { Account, Identity } from './accounts';
export { AnswerCache } from './AnswerCache';
export { ProcessMemory } from './ProcessMemory';
export { RequestBudget } from './RequestBudget';
export type { Quota } from './RequestBudget';
