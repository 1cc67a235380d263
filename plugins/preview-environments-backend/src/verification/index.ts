export * from './askGrpc';
export * from './askHttp';
export * from './judge';
export * from './login';
export * from './names';
export * from './outcome';
export * from './probe';
