export type { Mode } from './actions';
export { AuthorizedPreviews } from './AuthorizedPreviews';
export {
  AuthorizedBranchPreviews,
  BranchPlaces,
  DefaultBranchPreviews,
} from './branches';
export { createRouter } from './createRouter';
export type { RouterOptions } from './createRouter';
export { DefaultLinks } from './links';
export { DefaultPreviews } from './DefaultPreviews';
export { AuthorizedLeftovers, DefaultLeftovers } from './orphans';
export type { Leftovers } from './orphans';
export type {
  Caller,
  LogReader,
  LogRequest,
  Previews,
  RepositoryReader,
  RepositoryView,
  Validation,
} from './Previews';
