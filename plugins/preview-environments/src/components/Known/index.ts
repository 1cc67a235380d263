export { Known } from './Known';
export { KnownToAdministrators } from './KnownToAdministrators';
