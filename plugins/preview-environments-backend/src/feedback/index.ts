export * from './comment';
