import { type FormEvent, useState } from 'react';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { useDoctor } from '../../hooks/useDoctor';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { Known } from '../Known';
import { Skeleton } from '../Skeleton';
import { DiagnosisView } from './DiagnosisView';

const useStyles = makeStyles((theme: Theme) => ({
  root: { display: 'grid', gap: theme.spacing(2), minWidth: 0 },
  form: {
    alignItems: 'center',
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2),
  },
  path: { minWidth: theme.spacing(30) },
}));

/** As the API describes it: from a slash on, printable and without blanks. */
const acceptedPath = /^\/[!-~]*$/;

/** Has one request followed through the preview, on demand, and shows on which call the routing key is lost. */
export function PropagationDoctor(props: {
  preview: Preview;
  /** Below the heading of what is around it. */
  heading: 'h2' | 'h4';
}) {
  const { preview, heading } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const { diagnosis, examine, running } = useDoctor(preview.id);
  const [path, setPath] = useState('/');
  if (!preview.url) return <></>;
  const wrong = !acceptedPath.test(path);
  const run = () => examine(path);
  return (
    <section className={classes.root} aria-label={t('doctor.title')}>
      <div>
        <Typography variant="subtitle1" component={heading}>
          {t('doctor.title')}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {t('doctor.explanation')}
        </Typography>
      </div>
      <form
        className={classes.form}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (!wrong && !running) run();
        }}
      >
        <TextField
          id={`${preview.id}-doctor-path`}
          className={classes.path}
          label={t('doctor.path')}
          size="small"
          variant="outlined"
          value={path}
          error={wrong}
          helperText={wrong ? t('doctor.pathWrong') : undefined}
          onChange={event => setPath(event.target.value)}
        />
        <Button
          type="submit"
          size="small"
          variant="outlined"
          aria-label={t('doctor.runLabel', { id: preview.id })}
          disabled={wrong || running}
        >
          {running ? t('doctor.running') : t('doctor.run')}
        </Button>
      </form>
      {diagnosis && (
        <Known
          resource={diagnosis}
          loading={<Skeleton low count={3} label={t('doctor.running')} />}
          failure={t('failure.doctor')}
          onRetry={run}
        >
          {known => <DiagnosisView diagnosis={known} />}
        </Known>
      )}
    </section>
  );
}
