export { Orphans } from './Orphans';
