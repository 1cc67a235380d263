export * from './identity';
export * from './lease';
export * from './names';
export * from './subject';
