export * from './codeHostContract';
export * from './deployerContract';
export * from './trafficRouterContract';
