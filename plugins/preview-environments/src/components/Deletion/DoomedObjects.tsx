import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePreviewObjects } from '../../hooks/usePreviewObjects';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { ClusterObjects } from '../ClusterObjects';
import { Skeleton } from '../Skeleton';

/** The objects that will be deleted, by name. */
export function DoomedObjects({ id }: { id: string }) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const { objects } = usePreviewObjects(id);
  if (objects.status === 'loading') {
    return <Skeleton low count={2} label={t('deletion.goes')} />;
  }
  if (objects.status === 'failed') {
    return (
      <Typography variant="body1" gutterBottom>
        {t('deletion.unknown', { error: objects.error.message })}
      </Typography>
    );
  }
  if (objects.data.length === 0) {
    return (
      <Typography variant="body1" gutterBottom>
        {t('deletion.nothing')}
      </Typography>
    );
  }
  return (
    <>
      <Typography variant="body1">{t('deletion.goes')}</Typography>
      <ClusterObjects objects={objects.data} />
    </>
  );
}
