import { useState } from 'react';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { ActionButton } from '../ActionButton';

/** What is offered, as durations of the API. */
const extensions = ['1d', '3d', '7d'] as const;

/** A button that asks by how much a preview is to live longer. */
export function ExtendButton(props: {
  /** Of the preview. */
  id: string;
  obstacle: string | undefined;
  busy: boolean;
  onExtend: (by: string) => void;
}) {
  const { id, obstacle, busy, onExtend } = props;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const [button, setButton] = useState<HTMLElement>();
  const menuId = `${id}-extend-menu`;
  return (
    <>
      <ActionButton
        id={`${id}-extend`}
        label={t('action.extendLabel', { id })}
        obstacle={obstacle}
        busy={busy}
        menu={{ id: menuId, open: button !== undefined }}
        onClick={setButton}
      >
        {t('action.extend')}
      </ActionButton>
      <Menu
        id={menuId}
        anchorEl={button}
        open={button !== undefined}
        getContentAnchorEl={null}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        onClose={() => setButton(undefined)}
        MenuListProps={{ 'aria-labelledby': `${id}-extend` }}
      >
        {extensions.map(by => (
          <MenuItem
            key={by}
            onClick={() => {
              setButton(undefined);
              onExtend(by);
            }}
          >
            {t(`extension.${by}`)}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
