import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { shortSha } from '../../preview/commits';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { ActionButton } from '../ActionButton';

/** A button that approves the commit that it names, and no other. */
export function ApproveButton(props: {
  preview: Preview;
  obstacle: string | undefined;
  busy: boolean;
  onApprove: (headSha: string) => void;
}) {
  const { preview, obstacle, busy, onApprove } = props;
  const { id, pullRequest } = preview;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const commit = shortSha(pullRequest.headSha);
  return (
    <ActionButton
      id={`${id}-approve`}
      label={t('action.approveLabel', { id, commit })}
      obstacle={obstacle}
      busy={busy}
      onClick={() => onApprove(pullRequest.headSha)}
    >
      {t('action.approve', { commit })}
    </ActionButton>
  );
}
