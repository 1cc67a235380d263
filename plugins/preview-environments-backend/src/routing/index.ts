export * from './edge';
export * from './edgeRoute';
export * from './GatewayApiRouter';
export * from './hosts';
export * from './KnownRoutes';
export * from './mesh';
export * from './SharedGateway';
export * from './stable';
