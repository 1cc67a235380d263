import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { shownCommits } from '../../preview/commits';
import { previewEnvironmentsTranslationRef } from '../../translations';

/** Which commit visitors see, and which one is on its way or waits. */
export function Commits({ preview }: { preview: Preview }) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const { live, head, waits } = shownCommits(preview);
  const headCode = <code>{head}</code>;
  if (!live) return headCode;
  const both = { live: <code>{live}</code>, head: headCode };
  return (
    <>{waits ? t('preview.waiting', both) : t('preview.replacing', both)}</>
  );
}
