export { StableEntry } from './StableEntry';
