export { plainLogger } from './plainLogger';
