export * from './codeHost/ground';
export * from './codeHostContract';
export * from './deployerContract';
export * from './meshRouterContract';
export * from './trafficRouterContract';
