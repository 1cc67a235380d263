import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsTranslationRef } from '../translations';

/** What the code host of a preview calls what it was made for, within a sentence. */
export function useChangeName({
  pullRequest: { kind },
}: Pick<Preview, 'pullRequest'>): string {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  return kind === 'merge-request'
    ? t('change.mergeRequest')
    : t('change.pullRequest');
}
