import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import CheckCircleOutline from '@material-ui/icons/CheckCircleOutline';
import ErrorOutline from '@material-ui/icons/ErrorOutline';
import HourglassEmpty from '@material-ui/icons/HourglassEmpty';
import PowerSettingsNew from '@material-ui/icons/PowerSettingsNew';
import Autorenew from '@material-ui/icons/Autorenew';
import ReportProblemOutlined from '@material-ui/icons/ReportProblemOutlined';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Phase } from '@previewenv/plugin-preview-environments-common';
import { type Mood, moods } from '../../preview/phases';
import { previewEnvironmentsTranslationRef } from '../../translations';

const icons: Record<Mood, typeof CheckCircleOutline> = {
  good: CheckCircleOutline,
  busy: Autorenew,
  waiting: HourglassEmpty,
  warning: ReportProblemOutlined,
  bad: ErrorOutline,
  off: PowerSettingsNew,
};

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    whiteSpace: 'nowrap',
  },
  good: { color: theme.palette.status.ok },
  busy: { color: theme.palette.status.running },
  waiting: { color: theme.palette.status.pending },
  warning: { color: theme.palette.status.warning },
  bad: { color: theme.palette.status.error },
  off: { color: theme.palette.status.aborted },
}));

/** The phase as a word; the icon's shape and colour only repeat it. */
export function PhaseLabel({ phase }: { phase: Phase }) {
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const mood = moods[phase];
  const Icon = icons[mood];
  return (
    <Typography component="span" variant="subtitle2" className={classes.root}>
      <Icon aria-hidden fontSize="small" className={classes[mood]} />
      {t(`phase.${phase}`)}
    </Typography>
  );
}
