import { useRef } from 'react';
import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Orphan } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { ClusterObjects } from '../ClusterObjects';
import { ConfirmationDialog } from '../Confirmation';

/**
 * Asks before an orphan is left to others.
 *
 * @param props.orphan - undefined while nothing is asked
 */
export function OrphanReleaseDialog(props: {
  orphan: Orphan | undefined;
  onCancel: () => void;
  onConfirm: (id: string) => void;
}) {
  const { orphan, onCancel, onConfirm } = props;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  // The dialog fades out with the text that it had.
  const last = useRef(orphan);
  last.current = orphan ?? last.current;
  const shown = last.current;
  if (!shown) {
    return <></>;
  }
  return (
    <ConfirmationDialog
      id="preview-environments-orphan-release"
      title={t('orphanRelease.title', { id: shown.previewId ?? shown.id })}
      confirm={t('orphanRelease.confirm')}
      open={orphan !== undefined}
      onCancel={onCancel}
      onConfirm={() => onConfirm(shown.id)}
    >
      <Typography variant="body1">{t('orphanRelease.objects')}</Typography>
      <ClusterObjects objects={shown.objects} />
      <Typography variant="body1">{t('orphanRelease.means')}</Typography>
    </ConfirmationDialog>
  );
}
