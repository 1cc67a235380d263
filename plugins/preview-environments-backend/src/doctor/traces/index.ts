export * from './Traces';
