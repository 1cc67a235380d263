import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { isAnswering } from '../../preview/address';
import { isLeaving } from '../../preview/phases';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { ExternalLink } from '../ExternalLink';

/** Where the preview answers. It can be clicked only once something has answered there. */
export function PreviewAddress({ preview }: { preview: Preview }) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const { url, phase } = preview;
  if (!url) {
    return (
      <Typography variant="body2" color="textSecondary" component="span">
        {t('preview.noAddress')}
      </Typography>
    );
  }
  if (!isAnswering(preview)) {
    const silence =
      phase === 'asleep' ? 'preview.whileAsleep' : 'preview.notAnswering';
    return (
      <Typography variant="body2" color="textSecondary" component="span">
        {url} {!isLeaving(preview) && `(${t(silence)})`}
      </Typography>
    );
  }
  return (
    <ExternalLink icon address={url}>
      {url}
    </ExternalLink>
  );
}
