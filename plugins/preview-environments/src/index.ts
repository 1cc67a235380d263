/**
 * Live preview environments of each component, and a page with all of them.
 *
 * @packageDocumentation
 */
export { default } from './plugin';
export { previewEnvironmentsApiRef } from './api';
export { previewEnvironmentsTranslationRef } from './translations';
