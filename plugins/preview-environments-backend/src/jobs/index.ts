export * from './CleanupJobs';
