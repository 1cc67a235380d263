export * from './Definitions';
export * from './NamedDefinitions';
export * from './groupByRepository';
export * from './WatchedRepositories';
