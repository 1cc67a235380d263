export * from './adoptionRoutes';
