import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { DEFINITION_ANNOTATION } from '@previewenv/plugin-preview-environments-common';
import type { PageFilters } from '../../hooks/usePageFilters';
import type { PreviewList } from '../../hooks/usePreviews';
import { matchesText } from '../../preview/textMatch';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { Empty } from '../Empty';
import { LoadMore } from '../LoadMore';
import { PhaseAnnouncer } from '../Phase';
import { PreviewsTable } from './PreviewsTable';

/** What the filters let through, or why that is nothing. */
export function FoundPreviews(props: {
  list: PreviewList;
  filters: PageFilters;
  onClear: () => void;
  onChange: () => void;
  onLoadMore: () => void;
  loadingMore: boolean;
}) {
  const { list, filters, onClear, onChange, onLoadMore, loadingMore } = props;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const found = list.items.filter(preview =>
    matchesText(preview, filters.text),
  );
  return (
    <>
      <PhaseAnnouncer previews={list.items} />
      {found.length > 0 ? (
        <PreviewsTable previews={found} onChange={onChange} />
      ) : (
        <Nothing
          filtered={Object.values(filters).some(Boolean)}
          onClear={onClear}
        />
      )}
      <Typography variant="body2" role="status">
        {filters.text
          ? t('page.shownOf', {
              found: String(found.length),
              loaded: String(list.items.length),
            })
          : t('page.shown', { count: found.length })}
      </Typography>
      {list.hasMore && (
        <LoadMore onLoadMore={onLoadMore} loading={loadingMore} />
      )}
    </>
  );
}

function Nothing(props: { filtered: boolean; onClear: () => void }) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  if (props.filtered) {
    return (
      <Empty
        heading="h2"
        title={t('page.noneMatching')}
        action={
          <Button variant="outlined" onClick={props.onClear}>
            {t('page.clear')}
          </Button>
        }
      />
    );
  }
  return (
    <Empty heading="h2" title={t('page.none')}>
      {t('page.noneHint', {
        annotation: <code>{DEFINITION_ANNOTATION}</code>,
      })}
    </Empty>
  );
}
