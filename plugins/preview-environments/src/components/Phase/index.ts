export { PhaseAnnouncer } from './PhaseAnnouncer';
export { PhaseLabel } from './PhaseLabel';
