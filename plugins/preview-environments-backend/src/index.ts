/**
 * The controller of preview environments and its REST API.
 *
 * @packageDocumentation
 */
export { previewEnvironmentsPlugin as default } from './plugin';
