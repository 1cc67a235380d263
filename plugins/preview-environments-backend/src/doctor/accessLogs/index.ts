export * from './AccessLogs';
