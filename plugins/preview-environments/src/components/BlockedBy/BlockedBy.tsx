import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { previewEnvironmentsTranslationRef } from '../../translations';

const useStyles = makeStyles((theme: Theme) => ({
  list: { margin: 0, paddingLeft: theme.spacing(3), overflowWrap: 'anywhere' },
}));

/** What holds up the present step. */
export function BlockedBy({ blockers }: { blockers: string[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  if (blockers.length === 0) {
    return <></>;
  }
  return (
    <div>
      <Typography variant="caption" color="textSecondary" component="p">
        {t('preview.blockedBy')}
      </Typography>
      <ul className={classes.list}>
        {blockers.map(blocker => (
          <Typography key={blocker} variant="body2" component="li">
            {blocker}
          </Typography>
        ))}
      </ul>
    </div>
  );
}
