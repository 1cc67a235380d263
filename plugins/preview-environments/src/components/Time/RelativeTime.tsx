import { DateTime } from 'luxon';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useNow } from '../../hooks/useNow';
import { previewEnvironmentsTranslationRef } from '../../translations';

/** A moment as a distance from now ("3 minutes ago"), exact on hovering. */
export function RelativeTime({ at }: { at: string }) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const now = useNow();
  const moment = DateTime.fromISO(at, { locale: t('language') });
  if (!moment.isValid) {
    return <span>{at}</span>;
  }
  return (
    <time dateTime={at} title={moment.toLocaleString(DateTime.DATETIME_MED)}>
      {moment.toRelative({ base: DateTime.fromMillis(now) })}
    </time>
  );
}
