import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { usePreviews } from '../../hooks/usePreviews';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { Known } from '../Known';
import { PhaseLabel } from '../Phase';
import { BuildLink, PreviewAddress, PullRequestLink } from '../Preview';
import { Skeleton } from '../Skeleton';

/** As many as fit into a card of an overview. */
const SHOWN = 5;

const useStyles = makeStyles((theme: Theme) => ({
  list: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'minmax(0, 1fr)',
    listStyle: 'none',
    margin: 0,
    padding: 0,
  },
  head: {
    alignItems: 'flex-start',
    display: 'flex',
    gap: theme.spacing(2),
    justifyContent: 'space-between',
  },
  text: { minWidth: 0, overflowWrap: 'anywhere' },
}));

/** The newest previews of a component, a few lines each. */
export function ShortPreviews({ entityRef }: { entityRef: string }) {
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const { previews, refresh } = usePreviews({ entityRef });
  return (
    <Known
      resource={previews}
      loading={<Skeleton low count={3} label={t('list.loading')} />}
      failure={t('failure.previews')}
      onRetry={refresh}
    >
      {({ items, hasMore }) => (
        <>
          {items.length === 0 && (
            <Typography variant="body2">{t('card.empty')}</Typography>
          )}
          <ul className={classes.list}>
            {items.slice(0, SHOWN).map(preview => (
              <ShortPreview key={preview.id} preview={preview} />
            ))}
          </ul>
          {(hasMore || items.length > SHOWN) && (
            <Typography variant="body2" color="textSecondary">
              {t('card.more')}
            </Typography>
          )}
        </>
      )}
    </Known>
  );
}

function ShortPreview({ preview }: { preview: Preview }) {
  const classes = useStyles();
  return (
    <li>
      <div className={classes.head}>
        <Typography variant="body2" component="div" className={classes.text}>
          <PullRequestLink preview={preview} />
        </Typography>
        <PhaseLabel phase={preview.phase} />
      </div>
      <Typography variant="body2" component="div" className={classes.text}>
        {preview.phase === 'ready' ? (
          <PreviewAddress preview={preview} />
        ) : (
          <>
            {preview.reason} <BuildLink preview={preview} />
          </>
        )}
      </Typography>
    </li>
  );
}
