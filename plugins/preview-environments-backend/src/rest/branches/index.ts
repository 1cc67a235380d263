export { AuthorizedBranchPreviews } from './AuthorizedBranchPreviews';
export { addBranchRoute } from './branchRoute';
export { BranchPlaces } from './BranchPlaces';
export * from './BranchPreviews';
export { DefaultBranchPreviews } from './DefaultBranchPreviews';
