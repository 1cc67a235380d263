import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import CheckCircleOutline from '@material-ui/icons/CheckCircleOutline';
import HelpOutline from '@material-ui/icons/HelpOutline';
import HighlightOff from '@material-ui/icons/HighlightOff';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PropagationEdge } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsTranslationRef } from '../../translations';

const icons = {
  arrived: CheckCircleOutline,
  lost: HighlightOff,
  unknown: HelpOutline,
};

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    alignItems: 'center',
    display: 'inline-flex',
    gap: theme.spacing(0.5),
    whiteSpace: 'nowrap',
  },
  arrived: { color: theme.palette.status.ok },
  lost: { color: theme.palette.status.error },
  unknown: { color: theme.palette.status.aborted },
}));

/** What became of the key on one call, as words; the icon's shape and colour only repeat it. */
export function Verdict({ verdict }: Pick<PropagationEdge, 'verdict'>) {
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const Icon = icons[verdict];
  return (
    <Typography component="span" variant="subtitle2" className={classes.root}>
      <Icon aria-hidden fontSize="small" className={classes[verdict]} />
      {t(`doctor.${verdict}`)}
    </Typography>
  );
}
