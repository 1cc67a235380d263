import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Sweep } from '@previewenv/plugin-preview-environments-common';
import type { ForAdministrators } from '../../hooks/useForAdministrators';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { KnownToAdministrators } from '../Known';
import { Notice } from '../Notice';
import { HeldBack } from './HeldBack';

const useStyles = makeStyles((theme: Theme) => ({
  list: { margin: 0, paddingLeft: theme.spacing(3) },
}));

/** What an administrator has to know of the sweep: what it holds back, and what it can't see. Nothing while all is well. */
export function SweepNotices(props: {
  sweep: ForAdministrators<Sweep>;
  onChange: () => void;
}) {
  const { sweep, onChange } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  return (
    <KnownToAdministrators
      resource={sweep}
      failure={({ message: error }) => t('sweep.failed', { error })}
      onRetry={onChange}
    >
      {({ held, problems }) => (
        <>
          {held && <HeldBack held={held} onChange={onChange} />}
          {problems.length > 0 && (
            <Notice severity="warning">
              <Typography variant="subtitle2" component="h2">
                {t('sweep.problems')}
              </Typography>
              <ul className={classes.list}>
                {problems.map(problem => (
                  <li key={problem}>{problem}</li>
                ))}
              </ul>
            </Notice>
          )}
        </>
      )}
    </KnownToAdministrators>
  );
}
