export { Empty } from './Empty';
