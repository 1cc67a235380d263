import { useState } from 'react';
import IconButton from '@material-ui/core/IconButton';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import KeyboardArrowDown from '@material-ui/icons/KeyboardArrowDown';
import KeyboardArrowRight from '@material-ui/icons/KeyboardArrowRight';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { ExpiryInShort } from '../Expiry';
import { PhaseLabel } from '../Phase';
import {
  Author,
  BuildLink,
  PreviewActions,
  PreviewAddress,
  PreviewDetails,
  PreviewSummary,
  PullRequestLink,
} from '../Preview';
import { StuckInShort } from '../Stuck';
import { RelativeTime } from '../Time';

const useStyles = makeStyles((theme: Theme) => ({
  row: { '& > *': { lineHeight: 1.5, verticalAlign: 'top' } },
  opener: { paddingTop: theme.spacing(1.5) },
  preview: { minWidth: theme.spacing(28), overflowWrap: 'anywhere' },
  text: { overflowWrap: 'anywhere' },
  word: { whiteSpace: 'nowrap' },
  details: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'minmax(0, 1fr)',
    padding: theme.spacing(2),
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
}));

/** A preview in one line and, on request, with everything about it below. */
export function PreviewRow(props: { preview: Preview; onChange: () => void }) {
  const { preview, onChange } = props;
  const { id, repository } = preview;
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const [open, setOpen] = useState(false);
  const detailsId = `${id}-row-details`;
  const entityRefs = new Set(
    preview.components.flatMap(({ entityRef }) => entityRef ?? []),
  );
  return (
    <>
      <TableRow className={classes.row}>
        <TableCell padding="checkbox" className={classes.opener}>
          <IconButton
            size="small"
            aria-label={t(open ? 'page.hideDetails' : 'page.showDetails', {
              id,
            })}
            aria-expanded={open}
            aria-controls={open ? detailsId : undefined}
            onClick={() => setOpen(!open)}
          >
            {open ? <KeyboardArrowDown /> : <KeyboardArrowRight />}
          </IconButton>
        </TableCell>
        <TableCell component="th" scope="row" className={classes.preview}>
          <div>{id}</div>
          <PreviewAddress preview={preview} />
        </TableCell>
        <TableCell>
          <PhaseLabel phase={preview.phase} />
          <Typography variant="caption" component="p" className={classes.text}>
            {preview.reason}
          </Typography>
          <BuildLink preview={preview} />
          <StuckInShort preview={preview} />
        </TableCell>
        <TableCell className={classes.text}>
          <PullRequestLink preview={preview} />
          <Typography variant="caption" color="textSecondary" component="p">
            {repository.slug} · <Author preview={preview} />
          </Typography>
        </TableCell>
        <TableCell className={classes.word}>
          {[...entityRefs].map(entityRef => (
            <div key={entityRef}>
              <EntityRefLink entityRef={entityRef} />
            </div>
          ))}
        </TableCell>
        <TableCell className={classes.word}>
          <RelativeTime at={preview.createdAt} />
          <ExpiryInShort preview={preview} />
        </TableCell>
      </TableRow>
      {open && (
        <TableRow id={detailsId}>
          <TableCell colSpan={6}>
            <div className={classes.details}>
              <PreviewSummary preview={preview} onChange={onChange} />
              <div className={classes.actions}>
                <PreviewActions preview={preview} onChange={onChange} />
              </div>
              <PreviewDetails preview={preview} heading="h2" />
            </div>
          </TableCell>
        </TableRow>
      )}
    </>
  );
}
