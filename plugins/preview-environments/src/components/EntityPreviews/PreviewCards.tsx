import Button from '@material-ui/core/Button';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { WatchedRepository } from '@previewenv/plugin-preview-environments-common';
import type { Resource } from '../../hooks/resource';
import type { PreviewList } from '../../hooks/usePreviews';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { Failure, Stale } from '../Failure';
import { PhaseAnnouncer } from '../Phase';
import { PreviewCard } from '../Preview';
import { Skeleton } from '../Skeleton';
import { FirstPreview } from './FirstPreview';

const useStyles = makeStyles((theme: Theme) => ({
  list: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'minmax(0, 1fr)',
    listStyle: 'none',
    margin: 0,
    padding: 0,
  },
}));

/** The previews as cards, in whatever state the list is. */
export function PreviewCards(props: {
  previews: Resource<PreviewList>;
  repositories: Resource<WatchedRepository[]>;
  onChange: () => void;
  onLoadMore: () => void;
  loadingMore: boolean;
}) {
  const { previews, repositories, onChange, onLoadMore, loadingMore } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  switch (previews.status) {
    case 'loading':
      return <Skeleton count={3} label={t('list.loading')} />;
    case 'failed':
      return (
        <Failure
          title={t('failure.previews')}
          error={previews.error}
          onRetry={onChange}
        />
      );
    default:
  }
  const { items, hasMore } = previews.data;
  return (
    <>
      <PhaseAnnouncer previews={items} />
      {previews.status === 'partial' && (
        <Stale error={previews.error} onRetry={onChange} />
      )}
      {items.length === 0 && <FirstPreview repositories={repositories} />}
      <ul className={classes.list}>
        {items.map(preview => (
          <li key={preview.id}>
            <PreviewCard preview={preview} onChange={onChange} />
          </li>
        ))}
      </ul>
      {hasMore && (
        <div>
          <Button
            variant="outlined"
            onClick={onLoadMore}
            disabled={loadingMore}
          >
            {loadingMore ? t('list.loadingMore') : t('list.loadMore')}
          </Button>
        </div>
      )}
    </>
  );
}
