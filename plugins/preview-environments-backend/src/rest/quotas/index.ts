export * from './quotaRoutes';
