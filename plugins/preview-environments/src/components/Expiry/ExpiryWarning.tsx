import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { useChangeName } from '../../hooks/useChangeName';
import { useNow } from '../../hooks/useNow';
import { nearnessOfEnd } from '../../preview/expiry';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { Notice } from '../Notice';
import { RelativeTime } from '../Time';

/** Warns of the end of a preview while something can still be done about it. */
export function ExpiryWarning({ preview }: { preview: Preview }) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const nearness = nearnessOfEnd(preview, useNow());
  const { expiresAt } = preview;
  const change = useChangeName(preview);
  if (!expiresAt || !nearness || nearness === 'far') {
    return <></>;
  }
  const end = <RelativeTime at={expiresAt} />;
  return (
    <Notice severity="warning">
      {nearness === 'close'
        ? t('expiry.soon', { end, change })
        : t('expiry.overdue', { end })}
    </Notice>
  );
}
