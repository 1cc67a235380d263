export * from './ImageRegistry';
export type { RegistrySettings } from './settings';
