import { makeStyles, type Theme } from '@material-ui/core/styles';
import { VisuallyHidden } from '../VisuallyHidden';

const useStyles = makeStyles((theme: Theme) => ({
  root: { display: 'grid', gap: theme.spacing(2) },
  bar: {
    animation: '$breathe 1.6s ease-in-out infinite',
    backgroundColor: theme.palette.action.hover,
    borderRadius: theme.shape.borderRadius,
    height: theme.spacing(12),
    '@media (prefers-reduced-motion: reduce)': { animation: 'none' },
  },
  low: { height: theme.spacing(3) },
  '@keyframes breathe': { '50%': { opacity: 0.4 } },
}));

/** Holds the place of what is being loaded, so that nothing jumps. */
export function Skeleton(props: {
  label: string;
  count: number;
  low?: boolean;
}) {
  const classes = useStyles();
  return (
    <div role="status" className={classes.root}>
      <VisuallyHidden>{props.label}</VisuallyHidden>
      {Array.from({ length: props.count }, (_, index) => (
        <div
          key={index}
          className={`${classes.bar} ${props.low ? classes.low : ''}`}
        />
      ))}
    </div>
  );
}
