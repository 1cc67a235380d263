export type { PushImage } from './build';
export { ContinuousIntegration, pushOverHttp } from './continuousIntegration';
export type { ContinuousIntegrationOptions } from './continuousIntegration';
export { WorkflowRunner } from './WorkflowRunner';
