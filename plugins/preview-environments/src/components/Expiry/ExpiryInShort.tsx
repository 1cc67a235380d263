import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import ReportProblemOutlined from '@material-ui/icons/ReportProblemOutlined';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { useNow } from '../../hooks/useNow';
import { nearnessOfEnd } from '../../preview/expiry';
import { isLeaving } from '../../preview/phases';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { RelativeTime } from '../Time';

const useStyles = makeStyles((theme: Theme) => ({
  icon: {
    color: theme.palette.status.warning,
    fontSize: theme.typography.body1.fontSize,
    verticalAlign: 'text-bottom',
  },
}));

/** When a preview ends, in a few words for a list. */
export function ExpiryInShort({ preview }: { preview: Preview }) {
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const nearness = nearnessOfEnd(preview, useNow());
  const { expiresAt, kept } = preview;
  if (kept && !isLeaving(preview)) {
    return (
      <Typography variant="caption" color="textSecondary" component="p">
        {t('expiry.shortKept')}
      </Typography>
    );
  }
  if (!expiresAt || !nearness) {
    return <></>;
  }
  return (
    <Typography variant="caption" color="textSecondary" component="p">
      {nearness !== 'far' && (
        <ReportProblemOutlined aria-hidden className={classes.icon} />
      )}{' '}
      {t('expiry.short', { end: <RelativeTime at={expiresAt} /> })}
    </Typography>
  );
}
