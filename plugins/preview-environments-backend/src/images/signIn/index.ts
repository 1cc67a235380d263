export { parseEcrHost } from './ecrHost';
export * from './signIns';
export * from './types';
