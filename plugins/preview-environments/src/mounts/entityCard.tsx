import { Link } from '@backstage/core-components';
import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { EntityShortPreviews } from '../components/EntityPreviewsCard';
import { entityPreviewsRouteRef } from '../routes';
import { previewEnvironmentsTranslationRef } from '../translations';

/** The card in the frame that the catalog's own cards have in the new frontend system. */
export function EntityCard() {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  // The tab's path can be configured, and the tab be disabled: the app's routing knows.
  const tabAddress = useRouteRef(entityPreviewsRouteRef)?.();
  return (
    <EntityInfoCard
      title={t('card.title')}
      footerActions={tabAddress && <Link to={tabAddress}>{t('card.all')}</Link>}
    >
      <EntityShortPreviews />
    </EntityInfoCard>
  );
}
