import type { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { isLeaving } from '../../preview/phases';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { RelativeTime } from '../Time';
import { Commits } from './Commits';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 4),
    margin: 0,
  },
  fact: { minWidth: 0 },
  value: { margin: 0, overflowWrap: 'anywhere' },
}));

function Fact(props: { name: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <div className={classes.fact}>
      <Typography variant="caption" color="textSecondary" component="dt">
        {props.name}
      </Typography>
      <Typography variant="body2" component="dd" className={classes.value}>
        {props.children}
      </Typography>
    </div>
  );
}

/** What a person may want to know about a preview beside its phase. */
export function Facts({ preview }: { preview: Preview }) {
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const { components, createdAt, expiresAt, expiryReason, kept, pullRequest } =
    preview;
  const leaving = isLeaving(preview);
  const image = components.length === 1 ? components[0].image : undefined;
  return (
    <dl className={classes.root}>
      <Fact name={t('preview.commit')}>
        <Commits preview={preview} />
      </Fact>
      <Fact name={t('preview.branch')}>{pullRequest.headRef}</Fact>
      {image && <Fact name={t('preview.image')}>{image}</Fact>}
      <Fact name={t('preview.age')}>
        <RelativeTime at={createdAt} />
      </Fact>
      {kept && !leaving && (
        <Fact name={t('expiry.title')}>{t('expiry.kept')}</Fact>
      )}
      {!kept && !leaving && expiresAt && (
        <Fact name={t('expiry.title')}>
          <RelativeTime at={expiresAt} />
          {expiryReason && ` · ${expiryReason}`}
        </Fact>
      )}
    </dl>
  );
}
