import IconButton from '@material-ui/core/IconButton';
import Close from '@material-ui/icons/Close';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Departure } from '../../hooks/useDepartures';
import { mayReturn } from '../../preview/gone';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { Notice } from '../Notice';
import { PreviewActions } from '../Preview';

/** Says which previews have gone while the page was open, and offers the way back where there is one. */
export function Departures(props: {
  departures: Departure[];
  onDismiss: (id: string) => void;
  onChange: () => void;
}) {
  const { departures, onDismiss, onChange } = props;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  return (
    <>
      {departures.map(({ preview, reason }) => {
        const { id } = preview;
        return (
          <Notice
            key={id}
            severity="info"
            action={
              <>
                {reason && mayReturn(preview) && (
                  <PreviewActions
                    preview={preview}
                    onChange={onChange}
                    only="redeploy"
                  />
                )}
                <IconButton
                  size="small"
                  title={t('departure.dismiss')}
                  aria-label={t('departure.dismissLabel', { id })}
                  onClick={() => onDismiss(id)}
                >
                  <Close fontSize="small" />
                </IconButton>
              </>
            }
          >
            {reason
              ? t('departure.known', { id, reason })
              : t('departure.unknown', { id })}
          </Notice>
        );
      })}
    </>
  );
}
