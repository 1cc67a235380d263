import type { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import InfoOutlined from '@material-ui/icons/InfoOutlined';
import ReportProblemOutlined from '@material-ui/icons/ReportProblemOutlined';

type Severity = 'info' | 'warning';

const icons = { info: InfoOutlined, warning: ReportProblemOutlined };

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    alignItems: 'flex-start',
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    padding: theme.spacing(1, 2),
  },
  text: {
    alignSelf: 'center',
    flex: 1,
    // Where less is left, the action goes below.
    minWidth: theme.spacing(25),
    overflowWrap: 'anywhere',
  },
  action: {
    alignItems: 'center',
    display: 'flex',
    gap: theme.spacing(1),
    marginLeft: 'auto',
    whiteSpace: 'nowrap',
  },
  info: { color: theme.palette.status.running },
  warning: { color: theme.palette.status.warning },
}));

/** One short remark beside the content. Its own live region, as it appears while a person reads something else. */
export function Notice(props: {
  severity: Severity;
  children: ReactNode;
  action?: ReactNode;
}) {
  const classes = useStyles();
  const Icon = icons[props.severity];
  return (
    <div role="status" className={classes.root}>
      <Icon aria-hidden className={classes[props.severity]} />
      <Typography variant="body2" component="div" className={classes.text}>
        {props.children}
      </Typography>
      {props.action && <div className={classes.action}>{props.action}</div>}
    </div>
  );
}
