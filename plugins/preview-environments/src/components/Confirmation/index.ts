export { ConfirmationDialog } from './ConfirmationDialog';
