import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Preview,
  WatchedRepository,
} from '@previewenv/plugin-preview-environments-common';
import { knownData, type Resource } from '../../hooks/resource';
import type { PreviewList } from '../../hooks/usePreviews';
import { goneSince, lastGone } from '../../preview/gone';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { Empty } from '../Empty';
import { Skeleton } from '../Skeleton';
import { RelativeTime } from '../Time';
import { Advice } from './Advice';

/** Says how to get a preview where there is none, and when the last one went if there was one. */
export function NoPreviews(props: {
  gone: Resource<PreviewList>;
  repositories: Resource<WatchedRepository[]>;
}) {
  const { gone, repositories } = props;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  if (gone.status === 'loading') {
    return <Skeleton count={1} label={t('list.loading')} />;
  }
  // Where the past can't be asked about, nothing is said of it.
  const last = lastGone(knownData(gone)?.items ?? []);
  const isFirst = gone.status === 'loaded' && !last;
  return (
    <Empty
      title={isFirst ? t('tab.emptyTitle') : t('tab.emptyAgainTitle')}
      heading="h3"
    >
      {last && <Last preview={last} />}
      <Advice repositories={repositories} first={isFirst} />
    </Empty>
  );
}

function Last({ preview }: { preview: Preview }) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  return (
    <Typography variant="body2" gutterBottom>
      {t('tab.last', {
        id: preview.id,
        at: <RelativeTime at={goneSince(preview)} />,
      })}
    </Typography>
  );
}
