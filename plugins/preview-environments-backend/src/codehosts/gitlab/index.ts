export * from './GitlabCodeHost';
export { gitlabWebhooks } from './hints';
export type { GitlabClientOptions } from './GitlabClient';
