import { createDevApp } from '@backstage/frontend-dev-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import signalsPlugin from '@backstage/plugin-signals/alpha';
import previewEnvironmentsPlugin from '../src';
import { signInAsGuest } from './signIn';

createDevApp({
  features: [
    catalogPlugin,
    scaffolderPlugin,
    signalsPlugin,
    notificationsPlugin,
    previewEnvironmentsPlugin,
    signInAsGuest,
  ],
});
