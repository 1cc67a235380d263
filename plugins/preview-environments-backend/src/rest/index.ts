export type { Mode } from './actions';
export { AuthorizedPreviews } from './AuthorizedPreviews';
export { createRouter } from './createRouter';
export type { RouterOptions } from './createRouter';
export { DefaultPreviews } from './DefaultPreviews';
export type {
  Caller,
  LogReader,
  LogRequest,
  Previews,
  RepositoryReader,
  RepositoryView,
} from './Previews';
