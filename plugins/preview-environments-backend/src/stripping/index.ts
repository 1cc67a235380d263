export * from './judge';
export * from './KeyStripping';
