export { capabilities } from './all';
export { tableOf } from './table';
