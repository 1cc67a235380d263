export * from './Builds';
export type { CircleciSettings } from './circleci';
export * from './senders';
export * from './Web';
