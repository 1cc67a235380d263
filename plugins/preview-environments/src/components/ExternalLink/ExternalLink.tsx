import type { ReactNode } from 'react';
import OpenInNew from '@material-ui/icons/OpenInNew';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { webAddress } from '../../preview/address';

const useStyles = makeStyles({
  icon: { marginInlineStart: '0.25em', verticalAlign: 'text-bottom' },
});

/** A link out of Backstage; plain text when the address is none that a browser should follow. */
export function ExternalLink(props: {
  address: string | undefined;
  /** Draws the sign for a new window, for links that stand alone. */
  icon?: boolean;
  children: ReactNode;
}) {
  const classes = useStyles();
  const address = webAddress(props.address);
  if (!address) {
    return <span>{props.children}</span>;
  }
  return (
    <Link to={address}>
      {props.children}
      {props.icon && (
        <OpenInNew aria-hidden fontSize="inherit" className={classes.icon} />
      )}
    </Link>
  );
}
