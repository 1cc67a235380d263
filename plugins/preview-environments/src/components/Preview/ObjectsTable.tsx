import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ClusterObject } from '@previewenv/plugin-preview-environments-common';
import { usePreviewObjects } from '../../hooks/usePreviewObjects';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { Known } from '../Known';
import { Skeleton } from '../Skeleton';

const useStyles = makeStyles({
  namespace: { whiteSpace: 'nowrap' },
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
  const { objects, refresh } = usePreviewObjects(id);
  return (
    <Known
      resource={objects}
      loading={<Skeleton low count={3} label={label} />}
      failure={t('failure.objects')}
      onRetry={refresh}
    >
      {found =>
        found.length === 0 ? (
          <Typography variant="body2">{t('objects.empty')}</Typography>
        ) : (
          <FoundObjects objects={found} label={label} />
        )
      }
    </Known>
  );
}

function FoundObjects(props: { objects: ClusterObject[]; label: string }) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const classes = useStyles();
  return (
    <div className={classes.scroller}>
      <Table size="small" aria-label={props.label} className={classes.table}>
        <TableHead>
          <TableRow>
            <TableCell>{t('objects.kind')}</TableCell>
            <TableCell>{t('objects.name')}</TableCell>
            <TableCell>{t('objects.namespace')}</TableCell>
            <TableCell>{t('objects.cluster')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {props.objects.map(
            ({ cluster, apiVersion, kind, namespace, name }) => (
              <TableRow
                key={[cluster, apiVersion, kind, namespace, name].join(' ')}
              >
                <TableCell title={apiVersion}>{kind}</TableCell>
                <TableCell component="th" scope="row">
                  {name}
                </TableCell>
                <TableCell className={classes.namespace}>{namespace}</TableCell>
                <TableCell>{cluster}</TableCell>
              </TableRow>
            ),
          )}
        </TableBody>
      </Table>
    </div>
  );
}
