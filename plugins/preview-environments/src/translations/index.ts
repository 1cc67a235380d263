/**
 * The texts of preview environments, to be translated.
 *
 * @packageDocumentation
 */
export { previewEnvironmentsTranslationRef } from './ref';
