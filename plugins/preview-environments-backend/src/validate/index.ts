export * from './DefaultValidation';
export * from './mesh';
export * from './MeshPolicies';
