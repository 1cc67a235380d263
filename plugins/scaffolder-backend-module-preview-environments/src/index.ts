/**
 * Scaffolder actions that onboard services to preview environments.
 *
 * @packageDocumentation
 */
export { scaffolderModulePreviewEnvironments as default } from './module';
