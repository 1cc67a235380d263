import { useState } from 'react';
import Button from '@material-ui/core/Button';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useBranchPreview } from '../../hooks/useBranchPreview';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { BranchDialog } from './BranchDialog';

/** Asks for a preview of a branch that has no pull request. Who may not, or which branch is none, the backend says. */
export function PreviewBranch(props: {
  entityRef: string;
  onChange: () => void;
}) {
  const { entityRef, onChange } = props;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const [open, setOpen] = useState(false);
  const { ask, busy, problem, forget } = useBranchPreview(entityRef);
  const close = () => {
    setOpen(false);
    forget();
  };
  return (
    <>
      <Button size="small" variant="outlined" onClick={() => setOpen(true)}>
        {t('branch.action')}
      </Button>
      <BranchDialog
        open={open}
        busy={busy}
        problem={problem}
        onCancel={close}
        onConfirm={async (branch, ttl) => {
          if (!(await ask(branch, ttl))) return;
          close();
          onChange();
        }}
      />
    </>
  );
}
