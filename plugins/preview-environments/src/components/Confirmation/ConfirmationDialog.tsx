import { type ReactNode, useState } from 'react';
import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { previewEnvironmentsTranslationRef } from '../../translations';

interface Question {
  /** Unique in the page. */
  id: string;
  title: string;
  /** What the button says that does it. */
  confirm: string;
  /** Has to be ticked before it can be done. */
  acknowledge?: string;
  /** False while it is not known yet what would happen. */
  ready?: boolean;
  onCancel: () => void;
  onConfirm: () => void;
  /** What would happen. */
  children: ReactNode;
}

/** Asks before something is done whose consequences a person should know, and opens on the choice that changes nothing. */
export function ConfirmationDialog(props: Question & { open: boolean }) {
  const { open, ...question } = props;
  return (
    <Dialog
      open={open}
      onClose={question.onCancel}
      aria-labelledby={`${question.id}-title`}
      aria-describedby={`${question.id}-text`}
      fullWidth
      maxWidth="sm"
    >
      <Asked {...question} />
    </Dialog>
  );
}

/** Made anew whenever the dialog opens, so that nothing stays ticked. */
function Asked(props: Question) {
  const { id, title, confirm, acknowledge, ready = true } = props;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const [acknowledged, setAcknowledged] = useState(false);
  return (
    <>
      <DialogTitle id={`${id}-title`}>{title}</DialogTitle>
      <DialogContent id={`${id}-text`}>
        {props.children}
        {acknowledge && ready && (
          <FormControlLabel
            label={acknowledge}
            control={
              <Checkbox
                checked={acknowledged}
                onChange={event => setAcknowledged(event.target.checked)}
              />
            }
          />
        )}
      </DialogContent>
      <DialogActions>
        {/* Material UI 4 breaks when the ripple of a focused button starts before the button is there, as it does after
            the keyboard opened the dialog. */}
        {/* eslint-disable-next-line jsx-a11y/no-autofocus -- a dialog has to take the focus */}
        <Button onClick={props.onCancel} autoFocus disableFocusRipple>
          {t('confirmation.cancel')}
        </Button>
        <Button
          onClick={props.onConfirm}
          disabled={!ready || (acknowledge !== undefined && !acknowledged)}
          color="secondary"
          variant="contained"
        >
          {confirm}
        </Button>
      </DialogActions>
    </>
  );
}
