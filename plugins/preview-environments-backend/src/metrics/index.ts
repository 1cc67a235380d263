export * from './PreviewMetrics';
export * from './quotas';
