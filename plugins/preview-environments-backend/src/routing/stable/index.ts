export * from './link';
export * from './masked';
export * from './match';
export * from './objects';
export * from './seal';
export * from './stableRules';
export * from './StableRoutes';
