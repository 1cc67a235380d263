export * from './validateRoute';
