import Button from '@material-ui/core/Button';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { previewEnvironmentsTranslationRef } from '../../translations';

/** Asks for the next page of a list. */
export function LoadMore(props: { onLoadMore: () => void; loading: boolean }) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  return (
    <div>
      <Button
        variant="outlined"
        onClick={props.onLoadMore}
        disabled={props.loading}
      >
        {props.loading ? t('list.loadingMore') : t('list.loadMore')}
      </Button>
    </div>
  );
}
