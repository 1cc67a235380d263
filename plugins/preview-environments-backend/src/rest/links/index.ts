export * from './DefaultLinks';
export * from './Links';
export * from './linkRoutes';
