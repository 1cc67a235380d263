export { Failure } from './Failure';
export { Stale } from './Stale';
