import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePreviewHistory } from '../../hooks/usePreviewHistory';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { Known } from '../Known';
import { Skeleton } from '../Skeleton';
import { HistoryEntryItem } from './HistoryEntryItem';

const useStyles = makeStyles((theme: Theme) => ({
  list: {
    borderLeft: `2px solid ${theme.palette.divider}`,
    listStyle: 'none',
    margin: theme.spacing(1, 0),
    paddingLeft: theme.spacing(2),
  },
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
              <HistoryEntryItem
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
