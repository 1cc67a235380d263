export * from './BaselineKeeper';
export * from './concerned';
export * from './GatewayApiMeshRouter';
export * from './implementations';
export * from './grant';
export * from './overrides';
export { isMeshRoute } from './serviceRoutes';
export { overrideName } from './targets';
