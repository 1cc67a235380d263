export * from './doctorRoute';
