import { useState } from 'react';
import Button from '@material-ui/core/Button';
import Card from '@material-ui/core/Card';
import CardActions from '@material-ui/core/CardActions';
import CardContent from '@material-ui/core/CardContent';
import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import ExpandLess from '@material-ui/icons/ExpandLess';
import ExpandMore from '@material-ui/icons/ExpandMore';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { PhaseLabel } from '../Phase';
import { Author } from './Author';
import { PreviewActions } from './PreviewActions';
import { PreviewAddress } from './PreviewAddress';
import { PreviewDetails } from './PreviewDetails';
import { PreviewSummary } from './PreviewSummary';
import { PullRequestLink } from './PullRequestLink';

const useStyles = makeStyles((theme: Theme) => ({
  content: { display: 'grid', gap: theme.spacing(1.5) },
  head: {
    alignItems: 'baseline',
    display: 'flex',
    gap: theme.spacing(3),
    justifyContent: 'space-between',
    [theme.breakpoints.down('xs')]: {
      flexDirection: 'column',
      gap: theme.spacing(1),
    },
  },
  title: { margin: 0, overflowWrap: 'anywhere' },
  actions: {
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    justifyContent: 'flex-start',
    padding: theme.spacing(0, 2, 2),
  },
}));

/** One preview with all that can be said about it and done with it. */
export function PreviewCard(props: { preview: Preview; onChange: () => void }) {
  const { preview, onChange } = props;
  const { id } = preview;
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const [detailed, setDetailed] = useState(false);
  const titleId = `${id}-title`;
  const detailsId = `${id}-details`;
  return (
    <Card component="article" aria-labelledby={titleId}>
      <CardContent className={classes.content}>
        <div className={classes.head}>
          <div>
            <Typography
              id={titleId}
              variant="h6"
              component="h3"
              className={classes.title}
            >
              <PullRequestLink preview={preview} />
            </Typography>
            <Typography variant="body2" color="textSecondary">
              {id} · <Author preview={preview} />
            </Typography>
          </div>
          <PhaseLabel phase={preview.phase} />
        </div>
        <PreviewAddress preview={preview} />
        <PreviewSummary preview={preview} onChange={onChange} />
      </CardContent>
      <CardActions disableSpacing className={classes.actions}>
        <PreviewActions preview={preview} onChange={onChange} />
        <Button
          size="small"
          aria-label={t('preview.moreDetailsLabel', { id })}
          aria-expanded={detailed}
          aria-controls={detailsId}
          endIcon={detailed ? <ExpandLess /> : <ExpandMore />}
          onClick={() => setDetailed(!detailed)}
        >
          {t('preview.moreDetails')}
        </Button>
      </CardActions>
      <div id={detailsId} hidden={!detailed}>
        {detailed && (
          <CardContent>
            <PreviewDetails preview={preview} heading="h4" />
          </CardContent>
        )}
      </div>
    </Card>
  );
}
