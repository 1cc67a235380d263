export { BlockedBy } from './BlockedBy';
