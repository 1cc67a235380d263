export * from './DefaultAlerts';
export { LeaseNotices } from './LeaseNotices';
export * from './types';
