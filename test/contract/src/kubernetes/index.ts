export * from './api';
export { Ground } from './ground';
export type { Scenario } from './ground';
export * from './kubernetesContract';
export * from './describe';
export { buildWorld, tryAttempt } from './backendIdentity';
export { identityAttempts } from './identityAttempts';
export type { Attempt, World } from './identityAttempts';
