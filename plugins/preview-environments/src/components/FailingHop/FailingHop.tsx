import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import LinkOff from '@material-ui/icons/LinkOff';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsTranslationRef } from '../../translations';

const useStyles = makeStyles((theme: Theme) => ({
  root: { alignItems: 'center', display: 'flex', gap: theme.spacing(0.5) },
}));

/** Where on its way a request to the preview gets no further. */
export function FailingHop({ preview }: { preview: Preview }) {
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  if (!preview.failingHop) return <></>;
  return (
    <Typography
      variant="body2"
      color="textSecondary"
      className={classes.root}
      data-hop={preview.failingHop.hop}
    >
      <LinkOff aria-hidden fontSize="small" />
      {t('failingHop.title', {
        hop: t(`failingHop.${preview.failingHop.hop}`),
      })}
    </Typography>
  );
}
