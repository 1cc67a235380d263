import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { useChangeName } from '../../hooks/useChangeName';
import { previewEnvironmentsTranslationRef } from '../../translations';

const useStyles = makeStyles((theme: Theme) => ({
  list: { margin: 0, paddingLeft: theme.spacing(3), overflowWrap: 'anywhere' },
}));

/** Why the pull request does not show what this page does. */
export function FeedbackProblems({ preview }: { preview: Preview }) {
  const { feedbackProblems: problems = [] } = preview;
  const change = useChangeName(preview);
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  if (problems.length === 0) {
    return <></>;
  }
  return (
    <div>
      <Typography variant="caption" color="textSecondary" component="p">
        {t('preview.feedbackProblems', { change })}
      </Typography>
      <ul className={classes.list}>
        {problems.map(problem => (
          <Typography key={problem} variant="body2" component="li">
            {problem}
          </Typography>
        ))}
      </ul>
    </div>
  );
}
