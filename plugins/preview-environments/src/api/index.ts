export { previewEnvironmentsApiRef } from './previewEnvironmentsApiRef';
