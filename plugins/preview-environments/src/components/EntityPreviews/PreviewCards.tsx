import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { WatchedRepository } from '@previewenv/plugin-preview-environments-common';
import type { Resource } from '../../hooks/resource';
import type { PreviewList } from '../../hooks/usePreviews';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { Known } from '../Known';
import { LoadMore } from '../LoadMore';
import { PhaseAnnouncer } from '../Phase';
import { PreviewCard } from '../Preview';
import { Skeleton } from '../Skeleton';
import { NoPreviews } from './NoPreviews';

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
  gone: Resource<PreviewList>;
  repositories: Resource<WatchedRepository[]>;
  onChange: () => void;
  onLoadMore: () => void;
  loadingMore: boolean;
}) {
  const { previews, gone, repositories, onChange } = props;
  const { onLoadMore, loadingMore } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  return (
    <Known
      resource={previews}
      loading={<Skeleton count={3} label={t('list.loading')} />}
      failure={t('failure.previews')}
      onRetry={onChange}
    >
      {({ items, hasMore }) => (
        <>
          <PhaseAnnouncer previews={items} />
          {items.length === 0 && (
            <NoPreviews gone={gone} repositories={repositories} />
          )}
          <ul className={classes.list}>
            {items.map(preview => (
              <li key={preview.id}>
                <PreviewCard preview={preview} onChange={onChange} />
              </li>
            ))}
          </ul>
          {hasMore && (
            <LoadMore onLoadMore={onLoadMore} loading={loadingMore} />
          )}
        </>
      )}
    </Known>
  );
}
