import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The page with all previews. */
export const previewsRouteRef = createRouteRef();

/** The tab on an entity's page. */
export const entityPreviewsRouteRef = createRouteRef();
