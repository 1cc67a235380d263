export * from './Remains';
