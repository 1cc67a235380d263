import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePageFilters } from '../../hooks/usePageFilters';
import { usePreviews } from '../../hooks/usePreviews';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { Known } from '../Known';
import { Skeleton } from '../Skeleton';
import { Filters } from './Filters';
import { FoundPreviews } from './FoundPreviews';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'minmax(0, 1fr)',
  },
}));

/** All previews that a person may see, and the filters that narrow them down. */
export function AllPreviews() {
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const { filters, query, change, clear } = usePageFilters();
  const { previews, refresh, loadMore, loadingMore } = usePreviews(query);
  return (
    <div className={classes.root}>
      <Filters filters={filters} onChange={change} />
      <Known
        resource={previews}
        loading={<Skeleton low count={6} label={t('list.loading')} />}
        failure={t('failure.previews')}
        onRetry={refresh}
      >
        {list => (
          <FoundPreviews
            list={list}
            filters={filters}
            onClear={clear}
            onChange={refresh}
            onLoadMore={loadMore}
            loadingMore={loadingMore}
          />
        )}
      </Known>
    </div>
  );
}
