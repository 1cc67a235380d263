export * from './continuousIntegration';
