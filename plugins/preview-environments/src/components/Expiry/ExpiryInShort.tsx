import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { useNow } from '../../hooks/useNow';
import { nearnessOfEnd } from '../../preview/expiry';
import { isLeaving } from '../../preview/phases';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { ShortNotice } from '../Notice';
import { RelativeTime } from '../Time';

/** When a preview ends, in a few words for a list. */
export function ExpiryInShort({ preview }: { preview: Preview }) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const nearness = nearnessOfEnd(preview, useNow());
  const { expiresAt, kept } = preview;
  if (kept && !isLeaving(preview)) {
    return <ShortNotice>{t('expiry.shortKept')}</ShortNotice>;
  }
  if (!expiresAt || !nearness) {
    return <></>;
  }
  return (
    <ShortNotice warning={nearness !== 'far'}>
      {t('expiry.short', { end: <RelativeTime at={expiresAt} /> })}
    </ShortNotice>
  );
}
