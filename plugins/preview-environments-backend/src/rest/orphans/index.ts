export * from './AuthorizedLeftovers';
export * from './DefaultLeftovers';
export * from './leftoverRoutes';
export * from './Leftovers';
