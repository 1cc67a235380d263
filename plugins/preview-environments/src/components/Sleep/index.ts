export { SleepDialog } from './SleepDialog';
