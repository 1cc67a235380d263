export { ClusterObjects } from './ClusterObjects';
