// With everything that the plugin works together with, but for the optional signals, notifications and permissions.
import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();
backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-events-backend-module-github'));
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(
  import('@previewenv/plugin-scaffolder-backend-module-preview-environments'),
);
backend.add(import('@previewenv/plugin-preview-environments-backend'));
void backend.start();
