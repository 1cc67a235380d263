import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { ExternalLink } from '../ExternalLink';
import { VisuallyHidden } from '../VisuallyHidden';

/** Leads to the build that the preview waits for, or that has failed; nothing where none is known. */
export function BuildLink({ preview }: { preview: Preview }) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  if (!preview.runUrl) {
    return <></>;
  }
  return (
    <Typography variant="body2" component="span">
      <ExternalLink icon address={preview.runUrl}>
        {t('preview.build')}{' '}
        <VisuallyHidden>
          {t('preview.buildOf', { id: preview.id })}
        </VisuallyHidden>
      </ExternalLink>
    </Typography>
  );
}
