import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { HistoryEntry } from '@previewenv/plugin-preview-environments-common';
import { readReason } from '../../preview/reasonText';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { PhaseLabel } from '../Phase';
import { RelativeTime } from '../Time';
import { Cause } from './Cause';

/** Lines of output that are shown without scrolling. */
const SHOWN_LINES = 12;

const useStyles = makeStyles((theme: Theme) => ({
  entry: { marginBottom: theme.spacing(1.5), overflowWrap: 'anywhere' },
  first: { alignItems: 'center', display: 'flex', gap: theme.spacing(1) },
  output: {
    backgroundColor: theme.palette.background.default,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    fontSize: theme.typography.caption.fontSize,
    lineHeight: 1.5,
    margin: theme.spacing(0.5, 0),
    maxHeight: `${SHOWN_LINES * 1.5}em`,
    overflow: 'auto',
    padding: theme.spacing(1),
    whiteSpace: 'pre-wrap',
  },
}));

/** One thing that happened to a preview, and what led to it. */
export function HistoryEntryItem({ at, phase, reason, cause }: HistoryEntry) {
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const { sentence, output } = readReason(reason);
  return (
    <li className={classes.entry}>
      <div className={classes.first}>
        <PhaseLabel phase={phase} />
        <Typography variant="caption" color="textSecondary">
          <RelativeTime at={at} />
        </Typography>
      </div>
      <Typography variant="body2">{sentence}</Typography>
      {output && (
        <pre
          className={classes.output}
          role="region"
          aria-label={t('history.output')}
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by the keyboard
          tabIndex={0}
        >
          {output}
        </pre>
      )}
      <Typography variant="caption" color="textSecondary" component="p">
        {t('history.cause', { cause: <Cause text={cause} /> })}
      </Typography>
    </li>
  );
}
