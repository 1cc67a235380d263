export { Group } from './Group';
