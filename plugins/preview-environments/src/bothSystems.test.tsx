import type { ReactElement } from 'react';
import { render, screen } from '@testing-library/react';
import { Route } from 'react-router-dom';
import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import { createApiFactory, fetchApiRef } from '@backstage/core-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { CatalogEntityPage } from '@backstage/plugin-catalog';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import {
  anOrphan,
  aPreview,
  aRepository,
  watchedEntity,
} from './__testUtils__/fixtures';
import {
  EntityPreviewsCard,
  EntityPreviewsContent,
  previewEnvironmentsPlugin,
  PreviewsPage,
} from './legacy';
import plugin from './plugin';

/** Answers as the backend does, so that each system's own wiring of the client is under test as well. */
function backendWith(previews: Preview[] | 'broken') {
  const json = (status: number, body: unknown) =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json' },
    });
  return mockApis.fetch({
    baseImplementation: async (input: RequestInfo | URL) => {
      const { pathname, searchParams } = new URL(new Request(input).url);
      if (pathname.endsWith('/v1/repositories')) {
        return json(200, { items: [aRepository()], pageInfo: {} });
      }
      if (pathname.endsWith('/v1/orphans')) {
        return json(200, { items: [anOrphan()], pageInfo: {} });
      }
      if (pathname.endsWith('/v1/sweep')) {
        return json(403, {
          error: { name: 'NotAllowedError', message: 'For administrators' },
          response: { statusCode: 403 },
        });
      }
      if (searchParams.get('phase') === 'gone') {
        return json(200, { items: [], pageInfo: {} });
      }
      return previews === 'broken'
        ? json(500, {
            error: { name: 'Error', message: 'The database is away' },
            response: { statusCode: 500 },
          })
        : json(200, { items: previews, pageInfo: {} });
    },
  });
}

const configuration = {
  app: { baseUrl: 'http://localhost' },
  backend: { baseUrl: 'http://localhost:7007' },
};

type Place = 'tab' | 'card' | 'page';

const systems = {
  new: async (place: Place, previews: Preview[] | 'broken') => {
    const extensions = {
      tab: plugin.getExtension('entity-content:preview-environments'),
      card: plugin.getExtension('entity-card:preview-environments'),
      page: plugin.getExtension('page:preview-environments'),
    };
    renderTestApp({
      extensions: [
        createTestEntityPage({ entity: watchedEntity }),
        plugin.getExtension('api:preview-environments'),
        extensions[place],
      ],
      initialRouteEntries: place === 'page' ? ['/previews'] : ['/'],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      apis: [
        backendWith(previews),
        catalogApiMock({ entities: [watchedEntity] }),
      ],
    });
  },
  classic: async (place: Place, previews: Preview[] | 'broken') => {
    const elements: Record<Place, ReactElement> = {
      tab: <EntityPreviewsContent />,
      card: <EntityPreviewsCard tabAddress="previews" />,
      page: <PreviewsPage />,
    };
    const app = createApp({
      apis: [
        createApiFactory(fetchApiRef, backendWith(previews)),
        createApiFactory(
          catalogApiRef,
          catalogApiMock({ entities: [watchedEntity] }),
        ),
      ],
      plugins: [previewEnvironmentsPlugin],
      configLoader: async () => [{ context: 'test', data: configuration }],
    });
    const App = app.createRoot(
      <AppRouter>
        <FlatRoutes>
          <Route
            path="/"
            element={
              <EntityProvider entity={watchedEntity}>
                {elements[place]}
              </EntityProvider>
            }
          />
          <Route
            path="/catalog/:namespace/:kind/:name"
            element={<CatalogEntityPage />}
          />
        </FlatRoutes>
      </AppRouter>,
    );
    render(<App />);
  },
};

describe.each(Object.entries(systems))(
  'in the %s frontend system',
  (_, show) => {
    it.each`
      place     | state             | previews                                                         | text
      ${'tab'}  | ${'ready'}        | ${[aPreview()]}                                                  | ${'It answered with 1a2b3c4.'}
      ${'tab'}  | ${'empty'}        | ${[]}                                                            | ${'No previews yet'}
      ${'tab'}  | ${'broken'}       | ${'broken'}                                                      | ${/The previews could not be loaded/}
      ${'card'} | ${'in the works'} | ${[aPreview({ phase: 'deploying', reason: '1 of 2 pods run' })]} | ${'1 of 2 pods run'}
      ${'card'} | ${'empty'}        | ${[]}                                                            | ${'No previews at present.'}
      ${'page'} | ${'ready'}        | ${[aPreview()]}                                                  | ${'It answered with 1a2b3c4.'}
      ${'page'} | ${'empty'}        | ${[]}                                                            | ${'There are no previews that you may see.'}
      ${'page'} | ${'left over'}    | ${[]}                                                            | ${'Orphans (1)'}
      ${'page'} | ${'broken'}       | ${'broken'}                                                      | ${/The previews could not be loaded/}
    `(
      'the $place shows previews that are $state',
      async ({ place, previews, text }) => {
        await show(place, previews);
        expect(await screen.findByText(text)).toBeInTheDocument();
      },
    );
  },
);
