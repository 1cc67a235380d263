export * from './desiredBuild';
export * from './types';
