import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { HistoryEntry } from '@previewenv/plugin-preview-environments-common';
import { usePreviewHistory } from '../../hooks/usePreviewHistory';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { Known } from '../Known';
import { PhaseLabel } from '../Phase';
import { Skeleton } from '../Skeleton';
import { RelativeTime } from '../Time';

const useStyles = makeStyles((theme: Theme) => ({
  list: {
    borderLeft: `2px solid ${theme.palette.divider}`,
    listStyle: 'none',
    margin: theme.spacing(1, 0),
    paddingLeft: theme.spacing(2),
  },
  entry: { marginBottom: theme.spacing(1.5), overflowWrap: 'anywhere' },
  first: { alignItems: 'center', display: 'flex', gap: theme.spacing(1) },
}));

/** What happened to a preview, newest first. */
export function HistoryList({ id }: { id: string }) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const classes = useStyles();
  const { history, refresh, loadMore, loadingMore } = usePreviewHistory(id);
  return (
    <Known
      resource={history}
      loading={<Skeleton low count={3} label={t('history.title')} />}
      failure={t('failure.history')}
      onRetry={refresh}
    >
      {({ entries, hasMore }) => (
        <>
          {entries.length === 0 && (
            <Typography variant="body2">{t('history.empty')}</Typography>
          )}
          <ol className={classes.list}>
            {entries.map(entry => (
              <Entry
                key={`${entry.at} ${entry.phase} ${entry.reason}`}
                {...entry}
              />
            ))}
          </ol>
          {hasMore && (
            <Button size="small" onClick={loadMore} disabled={loadingMore}>
              {t('history.older')}
            </Button>
          )}
        </>
      )}
    </Known>
  );
}

function Entry({ at, phase, reason, cause }: HistoryEntry) {
  const classes = useStyles();
  return (
    <li className={classes.entry}>
      <div className={classes.first}>
        <PhaseLabel phase={phase} />
        <Typography variant="caption" color="textSecondary">
          <RelativeTime at={at} />
        </Typography>
      </div>
      <Typography variant="body2">{reason}</Typography>
      <Typography variant="caption" color="textSecondary">
        {cause}
      </Typography>
    </li>
  );
}
