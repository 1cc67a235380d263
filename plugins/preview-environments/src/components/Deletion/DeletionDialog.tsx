import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { useChangeName } from '../../hooks/useChangeName';
import { referenceOf } from '../../preview/change';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { ConfirmationDialog } from '../Confirmation';
import { DoomedObjects } from './DoomedObjects';

/** Asks before a preview is removed, and says what exactly goes with it. */
export function DeletionDialog(props: {
  preview: Preview;
  open: boolean;
  onCancel: () => void;
  onConfirm: () => void;
}) {
  const { preview, ...answers } = props;
  const { id, branch, pullRequest, repository } = preview;
  const change = useChangeName(preview);
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  return (
    <ConfirmationDialog
      id={`${id}-deletion`}
      title={t('deletion.title', { id })}
      confirm={t('deletion.confirm')}
      {...answers}
    >
      <Typography variant="body1" gutterBottom>
        {branch
          ? t('deletion.branch', { repository: repository.slug })
          : t('deletion.pullRequest', {
              change,
              reference: referenceOf(pullRequest),
              repository: repository.slug,
            })}{' '}
        {branch?.name ?? pullRequest.title}
      </Typography>
      <DoomedObjects id={id} />
      <Typography variant="body1">
        {branch ? t('deletion.branchStays') : t('deletion.stays', { change })}
      </Typography>
    </ConfirmationDialog>
  );
}
