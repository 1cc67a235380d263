export * from './BaselineKeeper';
export * from './GatewayApiMeshRouter';
export * from './implementations';
export * from './overrides';
export { isMeshRoute } from './serviceRoutes';
export { overrideName } from './targets';
