import type { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import ReportProblemOutlined from '@material-ui/icons/ReportProblemOutlined';

const useStyles = makeStyles((theme: Theme) => ({
  icon: {
    color: theme.palette.status.warning,
    fontSize: theme.typography.body1.fontSize,
    marginRight: theme.spacing(0.5),
    verticalAlign: 'text-bottom',
  },
}));

/** A few words in a list. The sign only draws the eye to them: the theme's colour of errors is too pale for small text. */
export function ShortNotice(props: { warning?: boolean; children: ReactNode }) {
  const { warning = false, children } = props;
  const classes = useStyles();
  return (
    <Typography
      variant="caption"
      color={warning ? 'textPrimary' : 'textSecondary'}
      component="p"
    >
      {warning && (
        <ReportProblemOutlined aria-hidden className={classes.icon} />
      )}
      {children}
    </Typography>
  );
}
