export * from './announce';
export * from './extension';
export * from './intention';
export * from './limits';
export * from './rule';
export * from './state';
export * from './types';
export * from './words';
