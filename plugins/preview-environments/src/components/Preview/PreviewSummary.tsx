import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { ExpiryWarning } from '../Expiry';
import { FailingHop } from '../FailingHop';
import { Notice } from '../Notice';
import { StuckRemoval } from '../Stuck';
import { BlockedBy } from '../BlockedBy';
import { BuildLink } from './BuildLink';
import { ComponentsTable } from './ComponentsTable';
import { Facts } from './Facts';
import { FeedbackProblems } from './FeedbackProblems';

const useStyles = makeStyles((theme: Theme) => ({
  root: { display: 'grid', gap: theme.spacing(1.5), minWidth: 0 },
  reason: { overflowWrap: 'anywhere' },
}));

/** What the preview is waiting for or what is wrong with it, and the facts around it. */
export function PreviewSummary(props: {
  preview: Preview;
  onChange: () => void;
}) {
  const { preview, onChange } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const unnamedBlockers = preview.blockedBy.filter(
    blocker => !preview.reason.includes(blocker),
  );
  return (
    <div className={classes.root}>
      {preview.mode === 'observe' && (
        <Notice severity="info">{t('preview.observed')}</Notice>
      )}
      <ExpiryWarning preview={preview} />
      <Typography variant="body1" className={classes.reason}>
        {preview.reason}
      </Typography>
      <BuildLink preview={preview} />
      <FailingHop preview={preview} />
      <BlockedBy blockers={unnamedBlockers} />
      <FeedbackProblems preview={preview} />
      <StuckRemoval preview={preview} onChange={onChange} />
      <Facts preview={preview} />
      {preview.components.length > 1 && <ComponentsTable preview={preview} />}
    </div>
  );
}
