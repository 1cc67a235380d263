export * from './comment';
export * from './pace';
export * from './reports';
