export { ApplicationController } from './applicationController';
export { DirectorySource } from './directorySource';
export { inCluster } from './project';
export type { SourceReader, SourceTree } from './source';
