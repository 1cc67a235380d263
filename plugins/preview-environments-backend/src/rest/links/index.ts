export * from './DefaultLinks';
export * from './entry';
export * from './Links';
export * from './linkRoutes';
