export { PropagationDoctor } from './PropagationDoctor';
