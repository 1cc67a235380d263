import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useDepartures } from '../../hooks/useDepartures';
import { usePreviews } from '../../hooks/usePreviews';
import { useRepositories } from '../../hooks/useRepositories';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { Departures } from './Departures';
import { PreviewCards } from './PreviewCards';
import { RepositoryProblems } from './RepositoryProblems';

const titleId = 'preview-environments-title';

const useStyles = makeStyles((theme: Theme) => ({
  root: { display: 'grid', gap: theme.spacing(2) },
}));

/** Everything about the previews of one component: what keeps them from being made, which went, which are there. */
export function ComponentPreviews({ entityRef }: { entityRef: string }) {
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const { previews, refresh, loadMore, loadingMore } = usePreviews({
    entityRef,
  });
  const { repositories } = useRepositories(entityRef);
  const { departures, dismiss } = useDepartures(previews);
  return (
    <section className={classes.root} aria-labelledby={titleId}>
      <Typography id={titleId} variant="h5" component="h2">
        {t('tab.title')}
      </Typography>
      <RepositoryProblems repositories={repositories} />
      <Departures
        departures={departures}
        onDismiss={dismiss}
        onChange={refresh}
      />
      <PreviewCards
        previews={previews}
        repositories={repositories}
        onChange={refresh}
        onLoadMore={loadMore}
        loadingMore={loadingMore}
      />
    </section>
  );
}
