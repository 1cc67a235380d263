export * from './close';
export * from './stage';
