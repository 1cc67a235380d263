import { useRouteRef } from '@backstage/frontend-plugin-api';
import { EntityPreviewsCard } from '../components/EntityPreviewsCard';
import { entityPreviewsRouteRef } from '../routes';

/** The tab's path can be configured, and the tab be disabled: the app's routing knows. */
export function EntityCard() {
  return (
    <EntityPreviewsCard tabAddress={useRouteRef(entityPreviewsRouteRef)?.()} />
  );
}
