import { useState } from 'react';
import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type PreviewEntry,
  previewReadPermission,
} from '@previewenv/plugin-preview-environments-common';
import { durationText } from '../../preview/duration';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { ConfirmationDialog } from '../Confirmation';
import { HostChoice } from './HostChoice';

/** Says what opening a preview on a host of the shared environment does to this browser, and for how long. */
export function EntryDialog(props: {
  /** Of the preview. */
  id: string;
  entry: PreviewEntry;
  open: boolean;
  onCancel: () => void;
  onConfirm: (host: string) => void;
}) {
  const { id, entry, open, onCancel, onConfirm } = props;
  const { hosts, linkSeconds, visitSeconds } = entry;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const [chosen, setChosen] = useState<string>();
  const host = chosen && hosts.includes(chosen) ? chosen : hosts[0];
  const text = (seconds: number) => durationText(seconds, t('language'));
  return (
    <ConfirmationDialog
      id={`${id}-entry-dialog`}
      title={t('entry.title', { id, host })}
      confirm={t('entry.confirm')}
      open={open}
      onCancel={onCancel}
      onConfirm={() => onConfirm(host)}
    >
      {hosts.length > 1 && (
        <HostChoice
          id={`${id}-entry-host`}
          hosts={hosts}
          chosen={host}
          onChoose={setChosen}
        />
      )}
      <Typography variant="body1" gutterBottom>
        {t('entry.does', { host, visit: text(visitSeconds) })}
      </Typography>
      <Typography variant="body1" gutterBottom>
        {t('entry.ends', { host })}
      </Typography>
      <Typography variant="body1">
        {t('entry.who', {
          permission: previewReadPermission.name,
          link: text(linkSeconds),
        })}
      </Typography>
    </ConfirmationDialog>
  );
}
