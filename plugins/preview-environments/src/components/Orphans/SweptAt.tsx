import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Sweep } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { RelativeTime } from '../Time';

/** How old the knowledge of leftovers is. */
export function SweptAt({ sweep }: { sweep: Sweep }) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  return sweep.sweptAt ? (
    <>{t('orphans.sweptAt', { at: <RelativeTime at={sweep.sweptAt} /> })}</>
  ) : (
    <>{t('orphans.neverSwept')}</>
  );
}
