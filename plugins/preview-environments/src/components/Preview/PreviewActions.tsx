import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Preview,
  PreviewAction,
} from '@previewenv/plugin-preview-environments-common';
import { usePreviewAction } from '../../hooks/usePreviewAction';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { DeletionDialog } from '../Deletion';
import { ActionButton } from './ActionButton';

/** What can be done with a preview. Which of it is allowed, and why not, the backend decides. */
export function PreviewActions(props: {
  preview: Preview;
  onChange: () => void;
  only?: PreviewAction['name'];
}) {
  const { preview, onChange, only } = props;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const [deleting, setDeleting] = useState(false);
  const { run, running } = usePreviewAction(preview.id, onChange);

  const starters: Record<PreviewAction['name'], () => void> = {
    redeploy: () => run('redeploy'),
    delete: () => setDeleting(true),
  };
  return (
    <>
      {preview.actions
        .filter(({ name }) => !only || name === only)
        .map(action => (
          <ActionButton
            key={action.name}
            id={`${preview.id}-${action.name}`}
            label={t(`action.${action.name}Label`, { id: preview.id })}
            obstacle={action.allowed ? undefined : action.reason ?? ''}
            busy={running === action.name}
            onClick={starters[action.name]}
          >
            {t(`action.${action.name}`)}
          </ActionButton>
        ))}
      <DeletionDialog
        preview={preview}
        open={deleting}
        onCancel={() => setDeleting(false)}
        onConfirm={() => {
          setDeleting(false);
          run('delete');
        }}
      />
    </>
  );
}
