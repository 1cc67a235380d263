export * from './objects';
export * from './stamp';
export * from './Workspaces';
