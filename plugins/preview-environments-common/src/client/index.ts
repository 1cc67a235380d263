export type { components as PreviewEnvironmentsSchemas } from './openapi.generated';
export type {
  PreviewEnvironmentsApi,
  PreviewQuery,
  PreviewRequestOptions,
} from './PreviewEnvironmentsApi';
export { PreviewEnvironmentsClient } from './PreviewEnvironmentsClient';
export type {
  ClusterObject,
  HistoryEntry,
  HistoryPage,
  ObjectList,
  Preview,
  PreviewAction,
  PreviewComponent,
  PreviewLogs,
  PreviewPage,
  RepositoryList,
  ValidationFinding,
  ValidationResult,
  WatchedRepository,
} from './types';
