export * from './GithubCodeHost';
export * from './GithubHints';
export type { GithubClientOptions } from './GithubClient';
