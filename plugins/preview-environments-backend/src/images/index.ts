export { EcrPushes } from './EcrPushes';
export * from './evidence';
export * from './ImageRegistry';
export type { Cloud, RegistrySettings } from './settings';
export { Cosign, SignedImages, type CosignSettings } from './signatures';
export { parseEcrHost, signInsOf } from './signIn';
