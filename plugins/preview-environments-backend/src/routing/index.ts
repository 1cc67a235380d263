export * from './edgeRoute';
export * from './gatewayAddress';
export * from './GatewayApiRouter';
export * from './hosts';
export * from './probe';
