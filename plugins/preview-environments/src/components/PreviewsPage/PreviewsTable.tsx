import Paper from '@material-ui/core/Paper';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { VisuallyHidden } from '../VisuallyHidden';
import { PreviewRow } from './PreviewRow';

const useStyles = makeStyles({
  head: { '& > th': { whiteSpace: 'nowrap' } },
});

/** One row per preview, which opens to everything about it. */
export function PreviewsTable(props: {
  previews: Preview[];
  onChange: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  return (
    <TableContainer component={Paper}>
      <Table aria-label={t('page.tableLabel')}>
        <TableHead>
          <TableRow className={classes.head}>
            <TableCell padding="checkbox">
              <VisuallyHidden>{t('page.details')}</VisuallyHidden>
            </TableCell>
            <TableCell>{t('page.preview')}</TableCell>
            <TableCell>{t('page.phase')}</TableCell>
            <TableCell>{t('page.pullRequest')}</TableCell>
            <TableCell>{t('page.components')}</TableCell>
            <TableCell>{t('page.age')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {props.previews.map(preview => (
            <PreviewRow
              key={preview.id}
              preview={preview}
              onChange={props.onChange}
            />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
