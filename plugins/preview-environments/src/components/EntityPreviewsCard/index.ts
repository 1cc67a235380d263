export { EntityShortPreviews } from './EntityShortPreviews';
