export { Author } from './Author';
export { BuildLink } from './BuildLink';
export { PreviewActions } from './PreviewActions';
export { PreviewAddress } from './PreviewAddress';
export { PreviewCard } from './PreviewCard';
export { PreviewDetails } from './PreviewDetails';
export { PreviewSummary } from './PreviewSummary';
export { PullRequestLink } from './PullRequestLink';
