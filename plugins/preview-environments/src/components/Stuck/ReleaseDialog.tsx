import { useCallback, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { ConfirmationDialog } from '../Confirmation';
import { Abandoned } from './Abandoned';

/** Asks before the removal of a preview is given up, and says what exactly would be left in the cluster. */
export function ReleaseDialog(props: {
  id: string;
  open: boolean;
  onCancel: () => void;
  onConfirm: () => void;
}) {
  const { id, open, onCancel, onConfirm } = props;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const [known, setKnown] = useState(false);
  const onKnown = useCallback(() => setKnown(true), []);
  return (
    <ConfirmationDialog
      id={`${id}-release-dialog`}
      title={t('release.title', { id })}
      confirm={t('release.confirm')}
      acknowledge={t('release.acknowledge')}
      ready={known}
      open={open}
      onCancel={() => {
        setKnown(false);
        onCancel();
      }}
      onConfirm={() => {
        setKnown(false);
        onConfirm();
      }}
    >
      <Abandoned id={id} onKnown={onKnown} />
    </ConfirmationDialog>
  );
}
