/**
 * Preview environments for apps of the classic frontend system.
 *
 * @packageDocumentation
 */
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { PreviewEnvironmentsClient } from '@previewenv/plugin-preview-environments-common';
import { JSX } from 'react';
import { previewEnvironmentsApiRef } from './api';
import { entityPreviewsRouteRef, previewsRouteRef } from './legacy/routes';

export { isPreviewEnvironmentsAvailable } from '@previewenv/plugin-preview-environments-common';
export { previewEnvironmentsApiRef } from './api';
export { previewEnvironmentsTranslationRef } from './translations';

/**
 * Preview environments for an app of the classic frontend system.
 *
 * @public
 */
export const previewEnvironmentsPlugin = createPlugin({
  id: 'preview-environments',
  apis: [
    createApiFactory({
      api: previewEnvironmentsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => new PreviewEnvironmentsClient(options),
    }),
  ],
  routes: { root: previewsRouteRef, entityContent: entityPreviewsRouteRef },
});

/**
 * The page with all previews.
 *
 * @public
 */
export const PreviewsPage: () => JSX.Element =
  previewEnvironmentsPlugin.provide(
    createRoutableExtension({
      name: 'PreviewsPage',
      component: () =>
        import('./legacy/PreviewsPage').then(m => m.PreviewsPage),
      mountPoint: previewsRouteRef,
    }),
  );

/**
 * The previews of an entity, for a tab of its page.
 *
 * @public
 */
export const EntityPreviewsContent: () => JSX.Element =
  previewEnvironmentsPlugin.provide(
    createRoutableExtension({
      name: 'EntityPreviewsContent',
      component: () =>
        import('./components/EntityPreviews').then(m => m.EntityPreviews),
      mountPoint: entityPreviewsRouteRef,
    }),
  );

/**
 * The previews of an entity in short, for the overview of its page. `tabAddress` is where the tab is mounted.
 *
 * @public
 */
export const EntityPreviewsCard: (props: {
  tabAddress?: string;
}) => JSX.Element = previewEnvironmentsPlugin.provide(
  createComponentExtension({
    name: 'EntityPreviewsCard',
    component: {
      lazy: () =>
        import('./legacy/EntityPreviewsCard').then(m => m.EntityPreviewsCard),
    },
  }),
);
