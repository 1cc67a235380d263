export * from './GithubCodeHost';
export { githubWebhooks } from './hints';
export type { GithubClientOptions } from './GithubClient';
