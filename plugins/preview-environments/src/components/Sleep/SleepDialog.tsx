import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { useChangeName } from '../../hooks/useChangeName';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { ConfirmationDialog } from '../Confirmation';

/** Asks before a preview is put to sleep, and says what that leaves. */
export function SleepDialog(props: {
  preview: Preview;
  open: boolean;
  onCancel: () => void;
  onConfirm: () => void;
}) {
  const { preview, ...answers } = props;
  const { id } = preview;
  const change = useChangeName(preview);
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  return (
    <ConfirmationDialog
      id={`${id}-sleep-confirmation`}
      title={t('sleep.title', { id })}
      confirm={t('sleep.confirm')}
      {...answers}
    >
      <Typography variant="body1" gutterBottom>
        {t('sleep.goes')}
      </Typography>
      <Typography variant="body1">{t('sleep.stays', { change })}</Typography>
    </ConfirmationDialog>
  );
}
