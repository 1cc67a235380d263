export { annotate } from './annotate';
export type { EntitySelector } from './entities';
