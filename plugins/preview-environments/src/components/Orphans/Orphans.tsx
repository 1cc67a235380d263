import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Orphan,
  Sweep,
} from '@previewenv/plugin-preview-environments-common';
import type { Resource } from '../../hooks/resource';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { Empty } from '../Empty';
import { Known } from '../Known';
import { Skeleton } from '../Skeleton';
import { OrphansTable } from './OrphansTable';
import { SweptAt } from './SweptAt';

/** What is left over in the clusters, in whatever state that list is. */
export function Orphans(props: {
  orphans: Resource<Orphan[]>;
  /** Undefined while nothing is known of the sweep. */
  sweep: Sweep | undefined;
  onChange: () => void;
}) {
  const { orphans, sweep, onChange } = props;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  return (
    <>
      <Typography variant="body2">
        {t('orphans.means')} {sweep && <SweptAt sweep={sweep} />}
      </Typography>
      <Known
        resource={orphans}
        loading={<Skeleton low count={3} label={t('orphans.loading')} />}
        failure={t('failure.orphans')}
        onRetry={onChange}
      >
        {found =>
          found.length === 0 ? (
            <Empty heading="h2" title={t('orphans.empty')}>
              {t('orphans.emptyHint')}
            </Empty>
          ) : (
            <OrphansTable orphans={found} onChange={onChange} />
          )
        }
      </Known>
    </>
  );
}
