import { Fragment } from 'react';
import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { WatchedRepository } from '@previewenv/plugin-preview-environments-common';
import type { Resource } from '../../hooks/resource';
import { previewEnvironmentsTranslationRef } from '../../translations';

/**
 * How to get a preview.
 *
 * @param props.first - whether there has never been one
 */
export function Advice(props: {
  repositories: Resource<WatchedRepository[]>;
  first: boolean;
}) {
  const { repositories, first } = props;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  switch (repositories.status) {
    case 'loading':
      return <></>;
    case 'failed':
      return <>{t('tab.repositoryFailed')}</>;
    default:
  }
  if (repositories.data.length === 0) {
    return <>{t('tab.notWatched')}</>;
  }
  return (
    <>
      {repositories.data.map(repository => (
        <AdviceFor
          key={`${repository.host}/${repository.owner}/${repository.name}`}
          repository={repository}
          first={first}
        />
      ))}
    </>
  );
}

function AdviceFor(props: { repository: WatchedRepository; first: boolean }) {
  const { repository, first } = props;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const { owner, name, triggerLabels } = repository;
  const slug = <strong>{`${owner}/${name}`}</strong>;
  const labels = {
    count: triggerLabels.length,
    labels: <Labels labels={triggerLabels} />,
    repository: slug,
  };
  if (triggerLabels.length === 0) {
    return (
      <Typography component="span" display="block">
        {first
          ? t('tab.openPullRequest', { repository: slug })
          : t('tab.openPullRequestAgain', { repository: slug })}
      </Typography>
    );
  }
  return (
    <Typography component="span" display="block">
      {first ? t('tab.addLabel', labels) : t('tab.addLabelAgain', labels)}
    </Typography>
  );
}

function Labels({ labels }: { labels: string[] }) {
  return (
    <>
      {labels.map((label, index) => (
        <Fragment key={label}>
          {index > 0 && ', '}
          <code>{label}</code>
        </Fragment>
      ))}
    </>
  );
}
