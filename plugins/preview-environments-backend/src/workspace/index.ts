export * from './objects';
export * from './Workspaces';
