export { commitFiles } from './branches';
export type { FileChanges } from './branches';
export { Hub } from './hub';
export { InProcessGitHub } from './inProcess';
export type { HubSnapshot } from './hub';
export type { HubEvent, StoredPull, StoredRepository } from './model';
export { defaultLogin, startGitHub } from './server';
export type { GitHub, GitHubOptions } from './server';
export type { Delivery, Hook } from './webhooks/webhooks';
