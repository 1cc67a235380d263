export * from './images';
export { startRegistry } from './server';
export type { Registry, RegistryOptions } from './server';
