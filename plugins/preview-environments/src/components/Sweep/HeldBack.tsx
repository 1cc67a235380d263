import { useState } from 'react';
import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { HeldRemovals } from '@previewenv/plugin-preview-environments-common';
import { useSweepRelease } from '../../hooks/useSweep';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { ActionButton } from '../ActionButton';
import { ConfirmationDialog } from '../Confirmation';
import { Notice } from '../Notice';
import { RelativeTime } from '../Time';
import { Subjects } from './Subjects';

/** As many as can be taken in at a glance; the dialog names them all. */
const SHOWN = 5;

/** Says which removals wait for an administrator and why, and lets them go on. */
export function HeldBack(props: { held: HeldRemovals; onChange: () => void }) {
  const { held, onChange } = props;
  const { limit, since, subjects } = held;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const [asking, setAsking] = useState(false);
  const { release, running } = useSweepRelease(onChange);
  return (
    <Notice
      severity="warning"
      action={
        <ActionButton
          id="preview-environments-sweep-release"
          label={t('sweep.release')}
          obstacle={undefined}
          busy={running}
          onClick={() => setAsking(true)}
        >
          {t('sweep.release')}
        </ActionButton>
      }
    >
      <Typography variant="subtitle2" component="h2">
        {t('sweep.held', {
          count: subjects.length,
          since: <RelativeTime at={since} />,
        })}
      </Typography>
      {t('sweep.heldMeans', { limit: String(limit) })}
      <Subjects subjects={subjects} most={SHOWN} />
      <ConfirmationDialog
        id="preview-environments-sweep-release-dialog"
        title={t('sweep.releaseTitle')}
        confirm={t('sweep.releaseConfirm')}
        acknowledge={t('sweep.acknowledge')}
        open={asking}
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          release();
        }}
      >
        <Typography variant="body1">{t('sweep.releaseMeans')}</Typography>
        <Subjects subjects={subjects} />
      </ConfirmationDialog>
    </Notice>
  );
}
