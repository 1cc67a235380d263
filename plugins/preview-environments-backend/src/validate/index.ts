export * from './mesh';
export * from './MeshPolicies';
