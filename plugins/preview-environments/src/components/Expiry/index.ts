export { ExpiryInShort } from './ExpiryInShort';
export { ExpiryWarning } from './ExpiryWarning';
