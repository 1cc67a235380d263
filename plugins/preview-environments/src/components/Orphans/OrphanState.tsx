import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Orphan } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { RelativeTime } from '../Time';

/** How far the removal of an orphan has come, and what it waits for. */
export function OrphanState({ orphan }: { orphan: Orphan }) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  return (
    <>
      <Typography variant="subtitle2" component="div">
        {t(`orphanState.${orphan.state}`)}
      </Typography>
      <Typography variant="caption" color="textSecondary" component="p">
        <Meaning orphan={orphan} />
      </Typography>
    </>
  );
}

function Meaning({ orphan: { state, confirmedAt } }: { orphan: Orphan }) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  if (state !== 'removing') {
    return <>{t(`orphanStateMeans.${state}`)}</>;
  }
  return confirmedAt ? (
    <>
      {t('orphanStateMeans.removing', {
        at: <RelativeTime at={confirmedAt} />,
      })}
    </>
  ) : (
    <>{t('orphanStateMeans.removingUndated')}</>
  );
}
