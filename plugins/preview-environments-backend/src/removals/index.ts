export * from './Removals';
