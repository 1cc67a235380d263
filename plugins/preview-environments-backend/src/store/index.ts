export { DefaultStore } from './DefaultStore';
export type { StoreClock } from './DefaultStore';
export * from './sweepStore';
export * from './types';
