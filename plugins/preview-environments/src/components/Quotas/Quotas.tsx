import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Quota } from '@previewenv/plugin-preview-environments-common';
import type { ForAdministrators } from '../../hooks/useForAdministrators';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { KnownToAdministrators } from '../Known';
import { Notice } from '../Notice';
import { RelativeTime } from '../Time';

/** How many requests code hosts still allow: a line for each account, and a warning where that slows things down. */
export function Quotas(props: {
  quotas: ForAdministrators<Quota[]>;
  onRetry: () => void;
}) {
  const { quotas, onRetry } = props;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  return (
    <KnownToAdministrators
      resource={quotas}
      failure={({ message: error }) => t('quotas.failed', { error })}
      onRetry={onRetry}
    >
      {known =>
        known.map(quota => (
          <QuotaLine key={`${quota.host} ${quota.account}`} quota={quota} />
        ))
      }
    </KnownToAdministrators>
  );
}

function QuotaLine({ quota }: { quota: Quota }) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const { host, account, limit, remaining, resetsAt, pausedUntil } = quota;
  if (pausedUntil) {
    return (
      <Notice severity="warning">
        {t('quotas.paused', {
          host,
          account,
          until: <RelativeTime at={pausedUntil} />,
        })}
      </Notice>
    );
  }
  if (limit === undefined || remaining === undefined || !resetsAt) {
    return <></>;
  }
  const left = t('quotas.left', {
    host,
    account,
    remaining: String(remaining),
    limit: String(limit),
    at: <RelativeTime at={resetsAt} />,
  });
  return quota.short ? (
    <Notice severity="warning">
      {left} {t('quotas.short')}
    </Notice>
  ) : (
    <Typography variant="caption" color="textSecondary" component="p">
      {left}
    </Typography>
  );
}
