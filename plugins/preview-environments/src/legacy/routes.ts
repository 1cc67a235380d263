import { createRouteRef } from '@backstage/core-plugin-api';

/** The page with all previews. */
export const previewsRouteRef = createRouteRef({ id: 'preview-environments' });

/** The tab on an entity's page. */
export const entityPreviewsRouteRef = createRouteRef({
  id: 'preview-environments:entity',
});
