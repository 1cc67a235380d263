export * from './DefaultAlerts';
export * from './types';
