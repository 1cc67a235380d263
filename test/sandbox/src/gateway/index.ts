export { controllerName } from './kinds';
export { ServiceMesh } from './ServiceMesh';
export { GatewayProxy } from './proxy';
export { GatewayStatusController } from './statusController';
