export * from './api';
export { Ground } from './ground';
export type { Scenario } from './ground';
export * from './describeKubernetesApi';
