import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { useRelease } from '../../hooks/useRelease';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { ActionButton } from '../ActionButton';
import { Notice } from '../Notice';
import { RelativeTime } from '../Time';
import { ReleaseDialog } from './ReleaseDialog';

/** Says that a removal has not come to its end in time, and lets those who may give up on it. */
export function StuckRemoval(props: {
  preview: Preview;
  onChange: () => void;
}) {
  const { preview, onChange } = props;
  const { id, stuckSince } = preview;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const [asking, setAsking] = useState(false);
  const { release, running } = useRelease(id, onChange);
  const action = preview.actions.find(({ name }) => name === 'release');
  if (!stuckSince) {
    return <></>;
  }
  return (
    <Notice
      severity="warning"
      action={
        action && (
          <ActionButton
            id={`${id}-release`}
            label={t('stuck.releaseLabel', { id })}
            obstacle={action.allowed ? undefined : action.reason ?? ''}
            busy={running}
            onClick={() => setAsking(true)}
          >
            {t('stuck.release')}
          </ActionButton>
        )
      }
    >
      {t('stuck.since', { since: <RelativeTime at={stuckSince} /> })}
      <ReleaseDialog
        id={id}
        open={asking}
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          release();
        }}
      />
    </Notice>
  );
}
