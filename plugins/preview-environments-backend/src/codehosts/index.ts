export * from './CompositeCodeHost';
export * from './github';
export * from './PullRequestListing';
