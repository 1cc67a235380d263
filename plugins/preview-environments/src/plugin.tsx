import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  DEFINITION_ANNOTATION,
  PreviewEnvironmentsClient,
} from '@previewenv/plugin-preview-environments-common';
import DynamicFeed from '@material-ui/icons/DynamicFeed';
import { previewEnvironmentsApiRef } from './api';
import { entityPreviewsRouteRef, previewsRouteRef } from './routes';

/** The annotation is the opt-in: an entity without it is not watched, so it shows nothing of ours. */
const watchedEntities = {
  [`metadata.annotations.${DEFINITION_ANNOTATION}`]: { $exists: true },
};

const api = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: previewEnvironmentsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => new PreviewEnvironmentsClient(options),
    }),
});

const page = PageBlueprint.make({
  params: {
    path: '/previews',
    title: 'Previews',
    icon: <DynamicFeed fontSize="inherit" />,
    routeRef: previewsRouteRef,
    loader: () =>
      import('./mounts/page').then(({ PreviewsPage }) => <PreviewsPage />),
  },
});

const entityContent = EntityContentBlueprint.make({
  params: {
    path: '/previews',
    title: 'Previews',
    group: 'deployment',
    routeRef: entityPreviewsRouteRef,
    filter: watchedEntities,
    loader: () =>
      import('./components/EntityPreviews').then(({ EntityPreviews }) => (
        <EntityPreviews />
      )),
  },
});

const entityCard = EntityCardBlueprint.make({
  params: {
    type: 'content',
    filter: watchedEntities,
    loader: () =>
      import('./mounts/entityCard').then(({ EntityCard }) => <EntityCard />),
  },
});

/**
 * Preview environments for an app of the new frontend system: a tab and a card on the page of each component that has
 * previews, and a page with all of them.
 *
 * @public
 */
export default createFrontendPlugin({
  pluginId: 'preview-environments',
  title: 'Previews',
  icon: <DynamicFeed fontSize="inherit" />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: previewsRouteRef, entityContent: entityPreviewsRouteRef },
  extensions: [api, page, entityContent, entityCard],
});
