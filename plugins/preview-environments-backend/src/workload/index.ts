export * from './trouble';
export * from './Workloads';
