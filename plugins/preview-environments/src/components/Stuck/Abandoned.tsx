import { useEffect } from 'react';
import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useAbandoned } from '../../hooks/useRelease';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { ClusterObjects } from '../ClusterObjects';
import { Known } from '../Known';
import { Skeleton } from '../Skeleton';

/** What would be left in the cluster if the removal of a preview was given up now. */
export function Abandoned(props: { id: string; onKnown: () => void }) {
  const { id, onKnown } = props;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const { abandoned, refresh } = useAbandoned(id);
  const isKnown = 'data' in abandoned;
  useEffect(() => {
    if (isKnown) {
      onKnown();
    }
  }, [isKnown, onKnown]);
  return (
    <>
      <Typography variant="body1" gutterBottom>
        {t('release.means')}
      </Typography>
      <Known
        resource={abandoned}
        loading={<Skeleton low count={2} label={t('release.loading')} />}
        failure={t('release.failed')}
        onRetry={refresh}
      >
        {objects =>
          objects.length === 0 ? (
            <Typography variant="body1">{t('release.nothing')}</Typography>
          ) : (
            <>
              <Typography variant="body1">{t('release.abandons')}</Typography>
              <ClusterObjects objects={objects} />
            </>
          )
        }
      </Known>
    </>
  );
}
