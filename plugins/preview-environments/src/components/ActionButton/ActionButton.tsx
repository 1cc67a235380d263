import type { ReactNode } from 'react';
import Button from '@material-ui/core/Button';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import ArrowDropDown from '@material-ui/icons/ArrowDropDown';
import { VisuallyHidden } from '../VisuallyHidden';

const useStyles = makeStyles((theme: Theme) => ({
  off: { color: theme.palette.text.disabled, cursor: 'not-allowed' },
}));

/**
 * A button that can say why it does nothing.
 *
 * It stays reachable then: a `disabled` button gets neither focus nor hover, so nobody could read the reason.
 *
 * @param props.id - unique in the page
 * @param props.obstacle - why the action is not allowed; undefined when it is
 * @param props.menu - what it opens, where it asks for more first
 * @param props.onClick - gets the button, to place a menu at it
 */
export function ActionButton(props: {
  id: string;
  label: string;
  obstacle: string | undefined;
  busy: boolean;
  menu?: { id: string; open: boolean };
  onClick: (button: HTMLElement) => void;
  children: ReactNode;
}) {
  const { id, label, obstacle, busy, menu, onClick, children } = props;
  const classes = useStyles();
  const obstacleId = `${id}-obstacle`;
  const off = busy || obstacle !== undefined;
  return (
    <>
      <Tooltip title={obstacle ?? ''}>
        <Button
          id={id}
          size="small"
          variant="outlined"
          aria-label={label}
          aria-disabled={off}
          aria-describedby={obstacle ? obstacleId : undefined}
          aria-haspopup={menu && 'menu'}
          aria-expanded={menu?.open}
          aria-controls={menu?.open ? menu.id : undefined}
          endIcon={menu && <ArrowDropDown />}
          className={off ? classes.off : undefined}
          disableRipple={off}
          onClick={off ? undefined : event => onClick(event.currentTarget)}
        >
          {children}
        </Button>
      </Tooltip>
      {obstacle && <VisuallyHidden id={obstacleId}>{obstacle}</VisuallyHidden>}
    </>
  );
}
