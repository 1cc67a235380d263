import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Diagnosis } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { Notice } from '../Notice';
import { CallList } from './CallList';
import { PathPicture } from './PathPicture';

const useStyles = makeStyles((theme: Theme) => ({
  root: { display: 'grid', gap: theme.spacing(2), minWidth: 0 },
  asked: { overflowWrap: 'anywhere' },
}));

/** What an examination found out, and what it could not. */
export function DiagnosisView({ diagnosis }: { diagnosis: Diagnosis }) {
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const { url = '', status, problem, edges, sources } = diagnosis;
  const broken = sources.flatMap(source => source.problem ?? []);
  return (
    <div className={classes.root}>
      {problem === undefined ? (
        <Typography variant="body2" role="status" className={classes.asked}>
          {t('doctor.asked', { url, status: String(status) })}
        </Typography>
      ) : (
        <Notice severity="warning">{t('doctor.problem', { problem })}</Notice>
      )}
      {broken.length > 0 && (
        <Notice severity="warning">
          {t('doctor.partial', { problems: broken.join(' ') })}
        </Notice>
      )}
      {edges.length === 0 ? (
        <Typography variant="body2">{t('doctor.empty')}</Typography>
      ) : (
        <>
          <PathPicture diagnosis={diagnosis} />
          <CallList edges={edges} />
        </>
      )}
    </div>
  );
}
