export * from './job';
export * from './run';
