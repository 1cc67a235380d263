import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Preview,
  PreviewComponent,
} from '@previewenv/plugin-preview-environments-common';
import { isAnswering } from '../../preview/address';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { ExternalLink } from '../ExternalLink';

const useStyles = makeStyles((theme: Theme) => ({
  scroller: { overflowX: 'auto' },
  head: { '& > th': { whiteSpace: 'nowrap' } },
  word: { whiteSpace: 'nowrap' },
  image: { minWidth: theme.spacing(20), overflowWrap: 'anywhere' },
}));

/** One row per service that the pull request changes. */
export function ComponentsTable({ preview }: { preview: Preview }) {
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  return (
    <div className={classes.scroller}>
      <Table size="small" aria-label={t('preview.components')}>
        <TableHead>
          <TableRow className={classes.head}>
            <TableCell>{t('component.name')}</TableCell>
            <TableCell>{t('component.health')}</TableCell>
            <TableCell>{t('component.reason')}</TableCell>
            <TableCell>{t('component.image')}</TableCell>
            <TableCell>{t('component.address')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {preview.components.map(component => (
            <TableRow key={component.name}>
              <TableCell component="th" scope="row">
                <ComponentName component={component} />
              </TableCell>
              <TableCell className={classes.word}>
                {t(`health.${component.health}`)}
              </TableCell>
              <TableCell>{component.reason}</TableCell>
              <TableCell className={classes.image}>{component.image}</TableCell>
              <TableCell>
                {component.urls.map(url => (
                  <div key={url}>
                    {isAnswering(preview) ? (
                      <ExternalLink address={url}>{url}</ExternalLink>
                    ) : (
                      url
                    )}
                  </div>
                ))}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function ComponentName({ component }: { component: PreviewComponent }) {
  return component.entityRef ? (
    <EntityRefLink entityRef={component.entityRef} />
  ) : (
    <>{component.name}</>
  );
}
