import { useState } from 'react';
import Paper from '@material-ui/core/Paper';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Orphan } from '@previewenv/plugin-preview-environments-common';
import { useOrphanRelease } from '../../hooks/useOrphans';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { OrphanReleaseDialog } from './OrphanReleaseDialog';
import { OrphanRow } from './OrphanRow';

const useStyles = makeStyles({
  head: { '& > th': { whiteSpace: 'nowrap' } },
});

/** One row per orphan. */
export function OrphansTable(props: {
  orphans: Orphan[];
  onChange: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const [asked, setAsked] = useState<Orphan>();
  const { release, running } = useOrphanRelease(props.onChange);
  return (
    <TableContainer component={Paper}>
      <Table aria-label={t('orphans.title')}>
        <TableHead>
          <TableRow className={classes.head}>
            <TableCell>{t('orphans.what')}</TableCell>
            <TableCell>{t('orphans.why')}</TableCell>
            <TableCell>{t('orphans.state')}</TableCell>
            <TableCell>{t('orphans.since')}</TableCell>
            <TableCell>{t('orphans.action')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {props.orphans.map(orphan => (
            <OrphanRow
              key={orphan.id}
              orphan={orphan}
              busy={running === orphan.id}
              onRelease={() => setAsked(orphan)}
            />
          ))}
        </TableBody>
      </Table>
      <OrphanReleaseDialog
        orphan={asked}
        onCancel={() => setAsked(undefined)}
        onConfirm={id => {
          setAsked(undefined);
          release(id);
        }}
      />
    </TableContainer>
  );
}
