export { EntityPreviews } from './EntityPreviews';
