// An app of the classic frontend system, put together by hand.
import ReactDOM from 'react-dom/client';
import { Navigate, Route } from 'react-router-dom';
import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import {
  AlertDisplay,
  ProxiedSignInPage,
  SidebarPage,
} from '@backstage/core-components';
import {
  CatalogEntityPage,
  CatalogIndexPage,
  EntityAboutCard,
  EntityLayout,
} from '@backstage/plugin-catalog';
import {
  EntityPreviewsCard,
  EntityPreviewsContent,
  isPreviewEnvironmentsAvailable,
  PreviewsPage,
} from '@previewenv/plugin-preview-environments/legacy';

const entityPage = (
  <EntityLayout>
    <EntityLayout.Route path="/" title="Overview">
      <>
        <EntityAboutCard />
        <EntityPreviewsCard tabAddress="previews" />
      </>
    </EntityLayout.Route>
    <EntityLayout.Route
      path="/previews"
      title="Previews"
      if={isPreviewEnvironmentsAvailable}
    >
      <EntityPreviewsContent />
    </EntityLayout.Route>
  </EntityLayout>
);

const app = createApp({
  components: {
    SignInPage: props => <ProxiedSignInPage {...props} provider="guest" />,
  },
});

const App = app.createRoot(
  <>
    <AlertDisplay />
    <AppRouter>
      <SidebarPage>
        <FlatRoutes>
          <Route path="/" element={<Navigate to="catalog" />} />
          <Route path="/catalog" element={<CatalogIndexPage />} />
          <Route
            path="/catalog/:namespace/:kind/:name"
            element={<CatalogEntityPage />}
          >
            {entityPage}
          </Route>
          <Route path="/previews" element={<PreviewsPage />} />
        </FlatRoutes>
      </SidebarPage>
    </AppRouter>
  </>,
);

ReactDOM.createRoot(document.getElementById('root')!).render(<App />);
