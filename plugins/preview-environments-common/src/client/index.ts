export type { components as PreviewEnvironmentsSchemas } from './openapi.generated';
export type {
  PreviewEnvironmentsApi,
  PreviewQuery,
  PreviewRequestOptions,
} from './PreviewEnvironmentsApi';
export { PreviewEnvironmentsClient } from './PreviewEnvironmentsClient';
export type {
  ClusterObject,
  HeldRemovals,
  HistoryEntry,
  HistoryPage,
  ObjectList,
  Orphan,
  OrphanList,
  Preview,
  PreviewAction,
  PreviewComponent,
  PreviewLogs,
  PreviewPage,
  PreviewRelease,
  RepositoryList,
  Sweep,
  ValidationFinding,
  ValidationResult,
  WatchedRepository,
} from './types';
