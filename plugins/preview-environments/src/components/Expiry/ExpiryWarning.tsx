import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { useNow } from '../../hooks/useNow';
import { nearnessOfEnd } from '../../preview/expiry';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { Notice } from '../Notice';
import { RelativeTime } from '../Time';

/** Warns of the end of a preview while something can still be done about it. */
export function ExpiryWarning({ preview }: { preview: Preview }) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const nearness = nearnessOfEnd(preview, useNow());
  const { expiresAt, expiryReason: reason } = preview;
  if (!expiresAt || !nearness || nearness === 'far') {
    return <></>;
  }
  const name = nearness === 'close' ? 'soon' : 'overdue';
  const end = <RelativeTime at={expiresAt} />;
  return (
    <Notice severity="warning">
      {reason
        ? t(`expiry.${name}Reason`, { end, reason })
        : t(`expiry.${name}`, { end })}
    </Notice>
  );
}
