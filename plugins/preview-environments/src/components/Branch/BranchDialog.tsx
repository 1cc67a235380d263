import { useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { previewEnvironmentsTranslationRef } from '../../translations';

/** What is offered, as durations of the API. */
const leases = ['8h', '1d', '3d', '7d'] as const;

const useStyles = makeStyles((theme: Theme) => ({
  fields: { display: 'grid', gap: theme.spacing(2) },
}));

interface Question {
  busy: boolean;
  /** Why the last asking came to nothing. */
  problem: string | undefined;
  onCancel: () => void;
  onConfirm: (branch: string, ttl: string) => void;
}

/** Asks which branch is to be previewed, and for how long. */
export function BranchDialog({
  open,
  ...question
}: Question & { open: boolean }) {
  return (
    <Dialog
      open={open}
      onClose={question.onCancel}
      aria-labelledby="preview-branch-title"
      fullWidth
      maxWidth="sm"
    >
      <Asked {...question} />
    </Dialog>
  );
}

/** Made anew whenever the dialog opens. */
function Asked({ busy, problem, onCancel, onConfirm }: Question) {
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const [branch, setBranch] = useState('');
  const [ttl, setTtl] = useState<string>('1d');
  const named = branch.trim();
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        if (named && !busy) onConfirm(named, ttl);
      }}
    >
      <DialogTitle id="preview-branch-title">{t('branch.title')}</DialogTitle>
      <DialogContent className={classes.fields}>
        <Typography variant="body1">{t('branch.does')}</Typography>
        <TextField
          id="preview-branch-name"
          label={t('branch.name')}
          value={branch}
          onChange={event => setBranch(event.target.value)}
          variant="outlined"
          size="small"
          error={problem !== undefined}
          helperText={problem}
          FormHelperTextProps={{ role: 'alert' }}
          required
          // eslint-disable-next-line jsx-a11y/no-autofocus -- a dialog has to take the focus
          autoFocus
          inputProps={{ maxLength: 255, autoComplete: 'off' }}
        />
        <TextField
          id="preview-branch-lease"
          select
          label={t('branch.lease')}
          value={ttl}
          onChange={event => setTtl(event.target.value)}
          variant="outlined"
          size="small"
          SelectProps={{ native: true }}
        >
          {leases.map(lease => (
            <option key={lease} value={lease}>
              {t(`branch.${lease}`)}
            </option>
          ))}
        </TextField>
      </DialogContent>
      <DialogActions>
        <Button onClick={onCancel}>{t('confirmation.cancel')}</Button>
        <Button
          type="submit"
          disabled={!named || busy}
          color="primary"
          variant="contained"
        >
          {t('branch.confirm')}
        </Button>
      </DialogActions>
    </form>
  );
}
