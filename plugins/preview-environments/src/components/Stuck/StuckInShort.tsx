import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { ShortNotice } from '../Notice';
import { RelativeTime } from '../Time';

/** That a removal does not come to its end, in a few words for a list. */
export function StuckInShort({ preview }: { preview: Preview }) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  if (!preview.stuckSince) {
    return <></>;
  }
  return (
    <ShortNotice warning>
      {t('stuck.short', { since: <RelativeTime at={preview.stuckSince} /> })}
    </ShortNotice>
  );
}
