export * from './registryContract';
