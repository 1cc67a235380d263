import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { useStableEntry } from '../../hooks/useStableEntry';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { ActionButton } from '../ActionButton';
import { EntryDialog } from './EntryDialog';

/** Offers to open a preview on a host of the shared environment, where there is one for it. */
export function StableEntry({ preview }: { preview: Preview }) {
  const { id, entry } = preview;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const { enter, running } = useStableEntry(id);
  const [asking, setAsking] = useState(false);
  if (!entry) return <></>;
  const { hosts, allowed, reason = '' } = entry;
  const [host] = hosts;
  const several = hosts.length > 1;
  return (
    <>
      <ActionButton
        id={`${id}-entry`}
        label={
          several
            ? t('entry.chooseLabel', { id })
            : t('entry.openLabel', { id, host })
        }
        obstacle={allowed ? undefined : reason}
        busy={running}
        onClick={() => setAsking(true)}
      >
        {several ? t('entry.choose') : t('entry.open', { host })}
      </ActionButton>
      <EntryDialog
        id={id}
        entry={entry}
        open={asking}
        onCancel={() => setAsking(false)}
        onConfirm={chosen => {
          setAsking(false);
          enter(chosen);
        }}
      />
    </>
  );
}
