import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { shownCommits } from '../../preview/commits';
import { previewEnvironmentsTranslationRef } from '../../translations';

/** Which commit visitors see, and which one is on its way. */
export function Commits({ preview }: { preview: Preview }) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const { live, head } = shownCommits(preview);
  const headCode = <code>{head}</code>;
  return live ? (
    <>{t('preview.replacing', { live: <code>{live}</code>, head: headCode })}</>
  ) : (
    headCode
  );
}
