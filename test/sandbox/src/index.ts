export { ManualClock, SystemClock } from './clock';
export type { Clock } from './clock';
export {
  chartFiles,
  demoServices,
  previewDefinition,
  repositoryFiles,
  seedRepositories,
} from './demo';
export type { DemoAddresses } from './demo';
export { pushOverHttp } from './ci';
export { commitFiles, startGitHub } from './github';
export type {
  GitHub,
  GitHubOptions,
  Hub,
  StoredPull,
  StoredRepository,
} from './github';
export { PortTakenError } from './http';
export { ApiServer, Cluster, resources } from './kubernetes';
export type {
  AuditEntry,
  KubernetesObject,
  ResourceKind,
  StoredObject,
} from './kubernetes';
export { portsFrom } from './ports';
export type { Ports } from './ports';
export { Images, startRegistry } from './registry';
export type { Registry, RegistryOptions } from './registry';
export { hostSuffix, quick, startWorld, watchable } from './world';
export type { Pace, World, WorldOptions } from './world';
