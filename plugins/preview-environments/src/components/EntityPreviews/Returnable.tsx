import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { goneSince } from '../../preview/gone';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { PreviewActions, PullRequestLink } from '../Preview';
import { RelativeTime } from '../Time';

const titleId = 'preview-environments-returnable';

const useStyles = makeStyles((theme: Theme) => ({
  list: {
    display: 'grid',
    gap: theme.spacing(1),
    listStyle: 'none',
    margin: theme.spacing(1, 0, 0),
    padding: 0,
  },
  item: {
    alignItems: 'center',
    borderTop: `1px solid ${theme.palette.divider}`,
    display: 'flex',
    gap: theme.spacing(2),
    justifyContent: 'space-between',
    paddingTop: theme.spacing(1),
  },
  text: { minWidth: 0, overflowWrap: 'anywhere' },
}));

/** Previews that are gone although their pull requests are open, with the click that brings them back. */
export function Returnable(props: {
  previews: Preview[];
  onChange: () => void;
}) {
  const { previews, onChange } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  if (previews.length === 0) {
    return <></>;
  }
  return (
    <section aria-labelledby={titleId}>
      <Typography id={titleId} variant="h6" component="h3">
        {t('returnable.title')}
      </Typography>
      <ul className={classes.list}>
        {previews.map(preview => (
          <li key={preview.id} className={classes.item}>
            <div className={classes.text}>
              <Typography variant="body2">
                <PullRequestLink preview={preview} />
              </Typography>
              <Typography variant="body2">
                {t('returnable.went', {
                  id: preview.id,
                  at: <RelativeTime at={goneSince(preview)} />,
                  reason: preview.reason,
                })}
              </Typography>
            </div>
            <PreviewActions
              preview={preview}
              onChange={onChange}
              only="redeploy"
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
