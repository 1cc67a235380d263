export * from './mesh';
export { ContainerRuntime } from './containerRuntime';
export type { RunningPod } from './containerRuntime';
export { labels as imageLabels } from './demoService';
export { Network } from './network';
export { ServiceNames } from './serviceNames';
export type { Resolved } from './serviceNames';
export { callFrom } from './call';
