import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Orphan } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { ActionButton } from '../ActionButton';
import { BlockedBy } from '../BlockedBy';
import { RelativeTime } from '../Time';
import { OrphanObjects } from './OrphanObjects';
import { OrphanState } from './OrphanState';

const useStyles = makeStyles((theme: Theme) => ({
  row: { '& > *': { lineHeight: 1.5, verticalAlign: 'top' } },
  what: { minWidth: theme.spacing(28), overflowWrap: 'anywhere' },
  why: { minWidth: theme.spacing(25), overflowWrap: 'anywhere' },
  state: { minWidth: theme.spacing(20) },
  word: { whiteSpace: 'nowrap' },
}));

/** What is left over, why nothing should be there, and what becomes of it. */
export function OrphanRow(props: {
  orphan: Orphan;
  busy: boolean;
  onRelease: () => void;
}) {
  const { orphan, busy, onRelease } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const name = orphan.previewId ?? orphan.id;
  return (
    <TableRow className={classes.row}>
      <TableCell component="th" scope="row" className={classes.what}>
        <div>{name}</div>
        <OrphanObjects orphan={orphan} />
      </TableCell>
      <TableCell className={classes.why}>
        <Typography variant="body2">{orphan.reason}</Typography>
        <BlockedBy blockers={orphan.blockedBy ?? []} />
      </TableCell>
      <TableCell className={classes.state}>
        <OrphanState orphan={orphan} />
      </TableCell>
      <TableCell className={classes.word}>
        <RelativeTime at={orphan.foundAt} />
      </TableCell>
      <TableCell className={classes.word}>
        <ActionButton
          id={`orphan-${orphan.id}-release`}
          label={t('orphans.releaseLabel', { id: name })}
          obstacle={undefined}
          busy={busy}
          onClick={onRelease}
        >
          {t('orphans.release')}
        </ActionButton>
      </TableCell>
    </TableRow>
  );
}
