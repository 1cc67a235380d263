import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePreviewObjects } from '../../hooks/usePreviewObjects';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { Skeleton } from '../Skeleton';

const useStyles = makeStyles((theme: Theme) => ({
  list: { margin: theme.spacing(0, 0, 2), paddingLeft: theme.spacing(3) },
}));

/** The objects that will be deleted, by name. */
export function DoomedObjects({ id }: { id: string }) {
  const classes = useStyles();
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
      <ul className={classes.list}>
        {objects.data.map(({ cluster, kind, namespace, name }) => (
          <Typography
            key={[cluster, kind, namespace, name].join(' ')}
            component="li"
            variant="body2"
          >
            {kind} <code>{namespace ? `${namespace}/${name}` : name}</code>{' '}
            {t('deletion.onCluster', { cluster })}
          </Typography>
        ))}
      </ul>
    </>
  );
}
