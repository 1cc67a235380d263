import type { ReactNode } from 'react';
import { Link } from '@backstage/core-components';
import { webAddress } from '../../preview/address';

/** A link out of Backstage; plain text when the address is none that a browser should follow. */
export function ExternalLink(props: {
  address: string | undefined;
  label?: string;
  children: ReactNode;
}) {
  const address = webAddress(props.address);
  if (!address) {
    return <span>{props.children}</span>;
  }
  return (
    <Link to={address} externalLinkIcon aria-label={props.label}>
      {props.children}
    </Link>
  );
}
