import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PropagationEdge } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { Verdict } from './Verdict';

const useStyles = makeStyles((theme: Theme) => ({
  list: {
    display: 'grid',
    gap: theme.spacing(1.5),
    listStyle: 'none',
    margin: 0,
    padding: 0,
  },
  call: {
    alignItems: 'center',
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    overflowWrap: 'anywhere',
  },
  evidence: { margin: 0, paddingLeft: theme.spacing(3) },
}));

/** Every call of the path, what became of the key on it, and how that is known. */
export function CallList({ edges }: { edges: PropagationEdge[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  return (
    <ol className={classes.list} aria-label={t('doctor.calls')}>
      {edges.map(({ from, to, verdict, evidence }) => (
        <li key={`${from} ${to}`}>
          <div className={classes.call}>
            <Typography variant="body2" component="span">
              {t('doctor.call', { from: from ?? t('doctor.gateway'), to })}
            </Typography>
            <Verdict verdict={verdict} />
          </div>
          <ul className={classes.evidence}>
            {evidence.map(text => (
              <Typography
                key={text}
                variant="body2"
                color="textSecondary"
                component="li"
              >
                {text}
              </Typography>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
