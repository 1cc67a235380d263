export { FailingHop } from './FailingHop';
