export * from './Workloads';
