import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { Group } from '../Group';
import { PropagationDoctor } from '../Propagation';
import { HistoryList } from './HistoryList';
import { ObjectsTable } from './ObjectsTable';

/** How far its routing key comes, what led to the present state, and what has been made for it. Asked for only when someone wants to see it. */
export function PreviewDetails(props: {
  preview: Preview;
  /** Below the heading of what is around it. */
  heading: 'h2' | 'h4';
}) {
  const { preview, heading } = props;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const objectsTitle =
    preview.mode === 'observe' ? t('objects.planned') : t('objects.title');
  return (
    <Grid container spacing={3}>
      <Grid item xs={12}>
        <Group id={preview.id} heading={heading} />
        <PropagationDoctor preview={preview} heading={heading} />
      </Grid>
      <Grid item xs={12} md={5}>
        <Typography variant="subtitle1" component={heading}>
          {t('history.title')}
        </Typography>
        <HistoryList id={preview.id} />
      </Grid>
      <Grid item xs={12} md={7}>
        <Typography variant="subtitle1" component={heading}>
          {objectsTitle}
        </Typography>
        <ObjectsTable id={preview.id} label={objectsTitle} />
      </Grid>
    </Grid>
  );
}
