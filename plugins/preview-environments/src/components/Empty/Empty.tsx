import type { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    border: `1px dashed ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    display: 'grid',
    gap: theme.spacing(1),
    justifyItems: 'center',
    padding: theme.spacing(6, 2),
    textAlign: 'center',
  },
  title: { margin: 0 },
}));

/**
 * Says that there is nothing, and what to do about it. That of core-components always has a heading of the fifth level,
 * whatever is above it.
 */
export function Empty(props: {
  title: string;
  /** Below the heading of what is around it. */
  heading: 'h2' | 'h3';
  children?: ReactNode;
  action?: ReactNode;
}) {
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <Typography
        variant="h6"
        component={props.heading}
        className={classes.title}
      >
        {props.title}
      </Typography>
      <Typography variant="body1" component="div">
        {props.children}
      </Typography>
      {props.action}
    </div>
  );
}
