export * from './application';
export * from './ArgoCdDeployer';
export type { ApplicationView } from './status';
