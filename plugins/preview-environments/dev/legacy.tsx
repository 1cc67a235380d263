import ReactDOM from 'react-dom/client';
import { Navigate, Route } from 'react-router-dom';
import Grid from '@material-ui/core/Grid';
import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import {
  AlertDisplay,
  OAuthRequestDialog,
  ProxiedSignInPage,
  SidebarItem,
  SidebarPage,
  Sidebar,
} from '@backstage/core-components';
import {
  CatalogEntityPage,
  CatalogIndexPage,
  catalogPlugin,
  EntityLayout,
} from '@backstage/plugin-catalog';
import { SignalsDisplay, signalsPlugin } from '@backstage/plugin-signals';
import DynamicFeed from '@material-ui/icons/DynamicFeed';
import HomeIcon from '@material-ui/icons/Home';
import {
  EntityPreviewsCard,
  EntityPreviewsContent,
  isPreviewEnvironmentsAvailable,
  previewEnvironmentsPlugin,
  PreviewsPage,
} from '../src/legacy';

const entityPage = (
  <EntityLayout>
    <EntityLayout.Route path="/" title="Overview">
      <Grid container>
        <Grid item md={6} xs={12}>
          <EntityPreviewsCard tabAddress="previews" />
        </Grid>
      </Grid>
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
  plugins: [catalogPlugin, signalsPlugin, previewEnvironmentsPlugin],
  components: {
    SignInPage: props => <ProxiedSignInPage {...props} provider="guest" />,
  },
});

const App = app.createRoot(
  <>
    <AlertDisplay />
    <OAuthRequestDialog />
    <SignalsDisplay />
    <AppRouter>
      <SidebarPage>
        <Sidebar>
          <SidebarItem icon={HomeIcon} to="catalog" text="Catalog" />
          <SidebarItem icon={DynamicFeed} to="previews" text="Previews" />
        </Sidebar>
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
