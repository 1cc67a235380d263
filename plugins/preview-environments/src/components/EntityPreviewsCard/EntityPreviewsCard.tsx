import { stringifyEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { ShortPreviews } from './ShortPreviews';

/**
 * The component's previews in short, for the overview of the entity page.
 *
 * @param props.tabAddress - where the entity's tab is mounted; without it there is no link to it
 */
export function EntityPreviewsCard(props: { tabAddress?: string }) {
  const { tabAddress } = props;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  return (
    <EntityInfoCard
      title={t('card.title')}
      footerActions={tabAddress && <Link to={tabAddress}>{t('card.all')}</Link>}
    >
      <ShortPreviews key={entityRef} entityRef={entityRef} />
    </EntityInfoCard>
  );
}
