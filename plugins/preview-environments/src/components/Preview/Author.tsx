import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsTranslationRef } from '../../translations';

/** Who opened the pull request, or who asked for a preview of the branch. */
export function Author({ preview }: { preview: Preview }) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const { branch, pullRequest } = preview;
  return (
    <>
      {branch
        ? t('preview.branchFor', { person: branch.requestedBy })
        : t('preview.pullRequestBy', { author: pullRequest.author })}
    </>
  );
}
