import { useCallback } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useDepartures } from '../../hooks/useDepartures';
import { useGonePreviews } from '../../hooks/useGonePreviews';
import { usePreviews } from '../../hooks/usePreviews';
import { useRepositories } from '../../hooks/useRepositories';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { PreviewBranch } from '../Branch';
import { Departures } from './Departures';
import { PreviewCards } from './PreviewCards';
import { RepositoryProblems } from './RepositoryProblems';
import { Returnable } from './Returnable';

const titleId = 'preview-environments-title';

const useStyles = makeStyles((theme: Theme) => ({
  root: { display: 'grid', gap: theme.spacing(2) },
  head: {
    alignItems: 'center',
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    justifyContent: 'space-between',
  },
}));

/** Everything about the previews of one component: what keeps them from being made, which went, which are there. */
export function ComponentPreviews({ entityRef }: { entityRef: string }) {
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const { previews, loadMore, loadingMore, ...present } = usePreviews({
    entityRef,
  });
  const { repositories } = useRepositories(entityRef);
  const { departures, dismiss } = useDepartures(previews);
  const past = useGonePreviews(entityRef, previews);
  const { refresh: refreshPresent } = present;
  const { refresh: refreshPast } = past;
  const refresh = useCallback(() => {
    refreshPresent();
    refreshPast();
  }, [refreshPresent, refreshPast]);
  const told = new Set(departures.map(({ preview }) => preview.id));
  return (
    <section className={classes.root} aria-labelledby={titleId}>
      <div className={classes.head}>
        <Typography id={titleId} variant="h5" component="h2">
          {t('tab.title')}
        </Typography>
        <PreviewBranch entityRef={entityRef} onChange={refresh} />
      </div>
      <RepositoryProblems repositories={repositories} />
      <Departures
        departures={departures}
        onDismiss={dismiss}
        onChange={refresh}
      />
      <PreviewCards
        previews={previews}
        gone={past.gone}
        repositories={repositories}
        onChange={refresh}
        onLoadMore={loadMore}
        loadingMore={loadingMore}
      />
      <Returnable
        previews={past.returnable.filter(({ id }) => !told.has(id))}
        onChange={refresh}
      />
    </section>
  );
}
