export { previewEnvironmentsTranslationRef } from './ref';
