import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { WatchedRepository } from '@previewenv/plugin-preview-environments-common';
import { knownData, type Resource } from '../../hooks/resource';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { Notice } from '../Notice';

const useStyles = makeStyles((theme: Theme) => ({
  list: { margin: 0, paddingLeft: theme.spacing(3) },
}));

/** What keeps previews of a component from being made, beside those that are there. */
export function RepositoryProblems(props: {
  repositories: Resource<WatchedRepository[]>;
}) {
  const { repositories } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const troubled = (knownData(repositories) ?? []).filter(
    ({ problems }) => problems.length > 0,
  );
  return (
    <>
      {'error' in repositories && (
        <Notice severity="warning">
          {t('repository.failed')}: {repositories.error.message}
        </Notice>
      )}
      {troubled.map(({ host, owner, name, problems }) => (
        <Notice key={`${host}/${owner}/${name}`} severity="warning">
          <Typography variant="subtitle2" component="h3">
            {t('repository.problems', { repository: `${owner}/${name}` })}
          </Typography>
          <ul className={classes.list}>
            {problems.map(problem => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Notice>
      ))}
    </>
  );
}
