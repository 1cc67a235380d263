export * from './Definitions';
export { missingFile } from './definitionTexts';
export * from './FollowedRepositories';
export * from './NamedDefinitions';
export * from './groupByRepository';
export * from './WatchedRepositories';
