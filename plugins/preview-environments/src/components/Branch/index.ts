export { PreviewBranch } from './PreviewBranch';
