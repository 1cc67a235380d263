export * from './parse';
export { formatFinding } from './findings';
export type { Finding } from './findings';
export * from './schema';
export * from './jsonSchema';
export { parseDuration } from './duration';
export { isHostName, isImageTag } from './names';
export { nearest } from './nearest';
export { statusMatches } from './statusRanges';
export { slugOf } from './slug';
export {
  fillPlaceholders,
  placeholderNames,
  placeholderValuesOf,
} from './placeholders';
export type { PlaceholderName, PlaceholderValues } from './placeholders';
