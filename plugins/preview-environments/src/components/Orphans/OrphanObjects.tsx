import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Orphan } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsTranslationRef } from '../../translations';

/** As many as a row of a table bears; the dialog names them all. */
const SHOWN = 4;

/** The objects of an orphan in short. */
export function OrphanObjects({ orphan }: { orphan: Orphan }) {
  const { cluster, objects } = orphan;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const left = objects.length - SHOWN;
  return (
    <>
      {objects.slice(0, SHOWN).map(({ apiVersion, kind, namespace, name }) => (
        <Typography
          key={[apiVersion, kind, namespace, name].join(' ')}
          variant="caption"
          component="p"
        >
          {kind} {namespace ? `${namespace}/${name}` : name}
        </Typography>
      ))}
      {left > 0 && (
        <Typography variant="caption" component="p">
          {t('orphans.more', { left: String(left) })}
        </Typography>
      )}
      <Typography variant="caption" color="textSecondary" component="p">
        {t('deletion.onCluster', { cluster })}
      </Typography>
    </>
  );
}
