export * from './decide';
export * from './sleeping';
export * from './types';
