import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ClusterObject } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsTranslationRef } from '../../translations';

const useStyles = makeStyles((theme: Theme) => ({
  list: {
    margin: theme.spacing(0, 0, 2),
    overflowWrap: 'anywhere',
    paddingLeft: theme.spacing(3),
  },
}));

/** Objects by name, one in a line. */
export function ClusterObjects({ objects }: { objects: ClusterObject[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  return (
    <ul className={classes.list}>
      {objects.map(({ cluster, apiVersion, kind, namespace, name }) => (
        <Typography
          key={[cluster, apiVersion, kind, namespace, name].join(' ')}
          component="li"
          variant="body2"
        >
          {kind} <code>{namespace ? `${namespace}/${name}` : name}</code>{' '}
          {t('deletion.onCluster', { cluster })}
        </Typography>
      ))}
    </ul>
  );
}
