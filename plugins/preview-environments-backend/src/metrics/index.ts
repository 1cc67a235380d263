export * from './PreviewMetrics';
