/**
 * Extension points of the preview environments backend.
 *
 * @packageDocumentation
 */
export * from './codeHost';
export * from './dataProvisioner';
export * from './dependsOn';
export * from './deployer';
export * from './extensions';
export * from './meshRouter';
export * from './outcomes';
export * from './propagationEvidence';
export * from './trafficRouter';
