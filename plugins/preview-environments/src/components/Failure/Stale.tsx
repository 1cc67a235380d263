import type { ReactNode } from 'react';
import Button from '@material-ui/core/Button';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { Notice } from '../Notice';

/** Stands above data that could not be renewed. */
export function Stale(props: { error: Error; onRetry: () => void }): ReactNode {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  return (
    <Notice
      severity="warning"
      action={
        <Button size="small" variant="outlined" onClick={props.onRetry}>
          {t('list.retry')}
        </Button>
      }
    >
      {t('list.stale', { error: props.error.message })}
    </Notice>
  );
}
