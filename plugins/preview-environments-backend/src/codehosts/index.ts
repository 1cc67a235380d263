export * from './CompositeCodeHost';
export * from './Contributors';
export * from './Contradictions';
export * from './github';
export * from './gitlab';
export * from './PullRequestListing';
export type { Quota } from './requests';
export * from './WebhookHints';
