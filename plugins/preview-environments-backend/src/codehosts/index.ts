export * from './CompositeCodeHost';
export * from './Contradictions';
export * from './github';
export * from './PullRequestListing';
