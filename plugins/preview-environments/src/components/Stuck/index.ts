export { StuckInShort } from './StuckInShort';
export { StuckRemoval } from './StuckRemoval';
