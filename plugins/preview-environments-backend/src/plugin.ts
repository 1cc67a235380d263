import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { previewEnvironmentsExtensionPoint } from '@previewenv/plugin-preview-environments-node';
import { Extensions } from './assembly/Extensions';
import { startPreviewEnvironments } from './assembly/start';
import { plainLogger } from './logging';

/**
 * The controller of preview environments and its REST API.
 *
 * @public
 */
export const previewEnvironmentsPlugin = createBackendPlugin({
  pluginId: 'preview-environments',
  register(env) {
    const extensions = new Extensions();
    env.registerExtensionPoint(previewEnvironmentsExtensionPoint, extensions);
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        instance: coreServices.rootInstanceMetadata,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.rootLifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
      },
      async init(services) {
        const logger = plainLogger(services.logger);
        await startPreviewEnvironments({ ...services, logger }, extensions);
      },
    });
  },
});
