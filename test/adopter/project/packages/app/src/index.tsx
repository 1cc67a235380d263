// An app of the new frontend system. The plugins are found by `app.packages: all`, as in an app that Backstage generates.
import '@backstage/ui/css/styles.css';
import ReactDOM from 'react-dom/client';
import { ProxiedSignInPage } from '@backstage/core-components';
import { createApp } from '@backstage/frontend-defaults';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';

const signInAsGuest = createFrontendModule({
  pluginId: 'app',
  extensions: [
    SignInPageBlueprint.make({
      params: {
        loader: async () => props =>
          <ProxiedSignInPage {...props} provider="guest" />,
      },
    }),
  ],
});

const app = createApp({ features: [signInAsGuest] });

ReactDOM.createRoot(document.getElementById('root')!).render(app.createRoot());
