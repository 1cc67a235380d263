export * from './Definitions';
export * from './groupByRepository';
export * from './WatchedRepositories';
