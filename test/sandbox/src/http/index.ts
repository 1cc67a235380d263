export * from './exchange';
export * from './listen';
export * from './router';
