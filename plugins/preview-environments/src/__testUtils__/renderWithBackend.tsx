import type { ReactElement } from 'react';
import type { Entity } from '@backstage/catalog-model';
import { toastApiRef } from '@backstage/frontend-plugin-api';
import type { RenderResult } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { previewEnvironmentsApiRef } from '../api';
import type { FakeBackend } from './FakeBackend';
import type { FakeSignals } from './FakeSignals';
import { watchedEntity } from './fixtures';

/** Renders something of ours where it would be: on an entity's page, with a backend, perhaps with signals. */
export function renderWithBackend(
  element: ReactElement,
  backend: FakeBackend,
  options: {
    entity?: Entity;
    signals?: FakeSignals;
    path?: string;
    catalog?: ReturnType<typeof catalogApiMock>;
  } = {},
): RenderResult & { post: jest.Mock } {
  const { entity = watchedEntity, signals, path, catalog } = options;
  const post = jest.fn((_: unknown) => ({ close: () => {} }));
  const rendered = renderInTestApp(
    <EntityProvider entity={entity}>{element}</EntityProvider>,
    {
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      initialRouteEntries: path ? [path] : undefined,
      apis: [
        [previewEnvironmentsApiRef, backend],
        [toastApiRef, { post }],
        catalog ?? catalogApiMock({ entities: [watchedEntity] }),
        ...(signals ? [[signalApiRef, signals] as const] : []),
      ],
    },
  );
  return { ...rendered, post };
}
