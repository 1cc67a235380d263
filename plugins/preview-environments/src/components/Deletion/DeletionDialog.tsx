import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { DoomedObjects } from './DoomedObjects';

/** Asks before a preview is removed, and says what exactly goes with it. */
export function DeletionDialog(props: {
  preview: Preview;
  open: boolean;
  onCancel: () => void;
  onConfirm: () => void;
}) {
  const { preview, open, onCancel, onConfirm } = props;
  const { id, pullRequest, repository } = preview;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const titleId = `${id}-deletion-title`;
  const textId = `${id}-deletion-text`;
  return (
    <Dialog
      open={open}
      onClose={onCancel}
      aria-labelledby={titleId}
      aria-describedby={textId}
      fullWidth
      maxWidth="sm"
    >
      <DialogTitle id={titleId}>{t('deletion.title', { id })}</DialogTitle>
      <DialogContent id={textId}>
        <Typography variant="body1" gutterBottom>
          {t('deletion.pullRequest', {
            number: String(pullRequest.number),
            repository: repository.slug,
          })}{' '}
          {pullRequest.title}
        </Typography>
        <DoomedObjects id={id} />
        <Typography variant="body1">{t('deletion.stays')}</Typography>
      </DialogContent>
      <DialogActions>
        {/* The dialog opens on the choice that changes nothing. Material UI 4 breaks when the ripple of a focused
            button starts before the button is there, as it does after the keyboard opened the dialog. */}
        {/* eslint-disable-next-line jsx-a11y/no-autofocus -- a dialog has to take the focus */}
        <Button onClick={onCancel} autoFocus disableFocusRipple>
          {t('deletion.cancel')}
        </Button>
        <Button onClick={onConfirm} color="secondary" variant="contained">
          {t('deletion.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
