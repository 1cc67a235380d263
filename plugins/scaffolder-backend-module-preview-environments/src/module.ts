import { createBackendModule } from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';

import { createCatalogAnnotateAction } from './actions/catalogAnnotate';

/**
 * Adds the scaffolder actions that onboard services to preview environments.
 *
 * @public
 */
export const scaffolderModulePreviewEnvironments = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'preview-environments',
  register({ registerInit }) {
    registerInit({
      deps: { scaffolderActions: scaffolderActionsExtensionPoint },
      async init({ scaffolderActions }) {
        scaffolderActions.addActions(createCatalogAnnotateAction());
      },
    });
  },
});
