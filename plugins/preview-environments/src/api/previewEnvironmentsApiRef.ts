import { createApiRef } from '@backstage/frontend-plugin-api';
import type { PreviewEnvironmentsApi } from '@previewenv/plugin-preview-environments-common';

/**
 * What the pages ask of the backend. An app may bind another implementation.
 *
 * @public
 */
export const previewEnvironmentsApiRef =
  createApiRef<PreviewEnvironmentsApi>().with({
    id: 'plugin.preview-environments.client',
    pluginId: 'preview-environments',
  });
