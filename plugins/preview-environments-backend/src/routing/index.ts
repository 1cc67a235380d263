export * from './edgeRoute';
export * from './GatewayApiRouter';
export * from './hosts';
export * from './probe';
export * from './SharedGateway';
