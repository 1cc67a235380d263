export { DeletionDialog } from './DeletionDialog';
