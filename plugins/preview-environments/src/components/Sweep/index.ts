export { SweepNotices } from './SweepNotices';
