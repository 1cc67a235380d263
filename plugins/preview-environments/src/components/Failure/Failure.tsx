import Button from '@material-ui/core/Button';
import Box from '@material-ui/core/Box';
import { ResponseErrorPanel, WarningPanel } from '@backstage/core-components';
import { ResponseError } from '@backstage/errors';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { previewReadPermission } from '@previewenv/plugin-preview-environments-common';
import { isForbidden } from '../../hooks/resource';
import { previewEnvironmentsTranslationRef } from '../../translations';

/** Why nothing can be shown. An error is never drawn as an empty list, and a missing permission is named. */
export function Failure(props: {
  title: string;
  error: Error;
  onRetry: () => void;
}) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  if (isForbidden(props.error)) {
    return (
      <WarningPanel
        title={t('permission.title')}
        message={t('permission.text', {
          permission: <code>{previewReadPermission.name}</code>,
        })}
        defaultExpanded
      />
    );
  }
  return (
    <>
      <ResponseErrorPanel
        title={`${props.title}: ${reasonOf(props.error)}`}
        error={props.error}
      />
      <Box mt={2}>
        <Button variant="outlined" onClick={props.onRetry}>
          {t('list.retry')}
        </Button>
      </Box>
    </>
  );
}

/** The backend's own words, without what the client puts around them. */
function reasonOf(error: Error): string {
  return error instanceof ResponseError ? error.cause.message : error.message;
}
