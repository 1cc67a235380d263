import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePreviewObjects } from '../../hooks/usePreviewObjects';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { Failure, Stale } from '../Failure';
import { Skeleton } from '../Skeleton';

const useStyles = makeStyles({
  scroller: { overflowX: 'auto' },
  table: {
    '& th, & td': {
      lineHeight: 1.5,
      overflowWrap: 'normal',
      wordBreak: 'normal',
    },
  },
});

/** The objects in the cluster that belong to a preview. */
export function ObjectsTable({ id, label }: { id: string; label: string }) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const classes = useStyles();
  const { objects, refresh } = usePreviewObjects(id);
  switch (objects.status) {
    case 'loading':
      return <Skeleton low count={3} label={label} />;
    case 'failed':
      return (
        <Failure
          title={t('failure.objects')}
          error={objects.error}
          onRetry={refresh}
        />
      );
    default:
  }
  if (objects.data.length === 0) {
    return <Typography variant="body2">{t('objects.empty')}</Typography>;
  }
  return (
    <div className={classes.scroller}>
      {objects.status === 'partial' && (
        <Stale error={objects.error} onRetry={refresh} />
      )}
      <Table size="small" aria-label={label} className={classes.table}>
        <TableHead>
          <TableRow>
            <TableCell>{t('objects.kind')}</TableCell>
            <TableCell>{t('objects.name')}</TableCell>
            <TableCell>{t('objects.namespace')}</TableCell>
            <TableCell>{t('objects.cluster')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {objects.data.map(
            ({ cluster, apiVersion, kind, namespace, name }) => (
              <TableRow
                key={[cluster, apiVersion, kind, namespace, name].join(' ')}
              >
                <TableCell title={apiVersion}>{kind}</TableCell>
                <TableCell component="th" scope="row">
                  {name}
                </TableCell>
                <TableCell>{namespace}</TableCell>
                <TableCell>{cluster}</TableCell>
              </TableRow>
            ),
          )}
        </TableBody>
      </Table>
    </div>
  );
}
