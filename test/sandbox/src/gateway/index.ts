export { controllerName } from './kinds';
export { GatewayProxy } from './proxy';
export { GatewayStatusController } from './statusController';
