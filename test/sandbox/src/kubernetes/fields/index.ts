export { applyFields, trackUpdate } from './apply';
export type { Writer } from './apply';
