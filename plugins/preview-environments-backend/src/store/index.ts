export * from './branchStore';
export * from './codeHostMemory';
export { DatabaseCodeHostMemory } from './DatabaseCodeHostMemory';
export { DefaultStore } from './DefaultStore';
export type { StoreClock } from './Leases';
export * from './sweepStore';
export * from './types';
