export * from './application';
export * from './ArgoCdDeployer';
