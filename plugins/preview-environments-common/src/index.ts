/**
 * What the frontend and the backend of preview environments share: the definition of a service's previews, annotations,
 * labels, permissions, phases and the client.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './client';
export * from './definition';
export * from './hops';
export * from './labels';
export * from './permissions';
export * from './phases';
