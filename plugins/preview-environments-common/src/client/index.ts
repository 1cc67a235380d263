export type { components as PreviewEnvironmentsSchemas } from './openapi.generated';
export type {
  PreviewEnvironmentsApi,
  PreviewQuery,
  PreviewRequestOptions,
} from './PreviewEnvironmentsApi';
export { PreviewEnvironmentsClient } from './PreviewEnvironmentsClient';
export type {
  ClusterObject,
  Diagnosis,
  EntryLink,
  HeldRemovals,
  HistoryEntry,
  HistoryPage,
  ObjectList,
  Orphan,
  OrphanList,
  Preview,
  PreviewAction,
  PreviewComponent,
  PreviewEntry,
  PreviewLogs,
  PreviewPage,
  PreviewRelease,
  PropagationEdge,
  PropagationNode,
  RepositoryList,
  Sweep,
  ValidationFinding,
  ValidationResult,
  WatchedRepository,
} from './types';
