import { InfoCard } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityShortPreviews } from '../components/EntityPreviewsCard';
import { previewEnvironmentsTranslationRef } from '../translations';

/**
 * The card in a Material UI frame: the catalog's own frame is bare where an app does not load Backstage UI's CSS.
 *
 * @param props - `tabAddress` is where the entity's tab is mounted; without it there is no link to it
 */
export function EntityPreviewsCard(props: { tabAddress?: string }) {
  const { tabAddress } = props;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  return (
    <InfoCard
      title={t('card.title')}
      deepLink={
        tabAddress ? { title: t('card.all'), link: tabAddress } : undefined
      }
    >
      <EntityShortPreviews />
    </InfoCard>
  );
}
