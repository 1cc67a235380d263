export { Quotas } from './Quotas';
