import { Fragment } from 'react';
import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { WatchedRepository } from '@previewenv/plugin-preview-environments-common';
import type { Resource } from '../../hooks/resource';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { Empty } from '../Empty';

/** Says how to get the first preview, where there is none. */
export function FirstPreview(props: {
  repositories: Resource<WatchedRepository[]>;
}) {
  const { repositories } = props;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  return (
    <Empty title={t('tab.emptyTitle')} heading="h3">
      <Advice repositories={repositories} />
    </Empty>
  );
}

function Advice({
  repositories,
}: {
  repositories: Resource<WatchedRepository[]>;
}) {
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
        />
      ))}
    </>
  );
}

function AdviceFor({ repository }: { repository: WatchedRepository }) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const { owner, name, triggerLabels } = repository;
  const slug = <strong>{`${owner}/${name}`}</strong>;
  return (
    <Typography component="span" display="block">
      {triggerLabels.length === 0
        ? t('tab.openPullRequest', { repository: slug })
        : t('tab.addLabel', {
            count: triggerLabels.length,
            labels: <Labels labels={triggerLabels} />,
            repository: slug,
          })}
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
