export { planOf } from './plan/Plan';
