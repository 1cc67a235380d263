import { RepositoryRef } from '@previewenv/plugin-preview-environments-node';

/** Who somebody is in a request. */
export interface Identity {
  kind: 'app' | 'token' | 'none';
  /** Names the token without telling it. */
  id: string;
}

/** Whom a host's limits are for. */
export interface Account {
  /** Names it among all; never tells a token. */
  key: string;
  host: string;
  /** For people. */
  title: string;
}

/** An installation of a GitHub App belongs to the owner of repositories; a token is one account, whatever it is used for. */
export function accountOf(
  { kind, id }: Identity,
  { host, owner }: RepositoryRef,
): Account {
  const own = owner.toLowerCase();
  if (kind === 'app')
    return {
      key: `${host}/${own}`,
      host,
      title: `The GitHub App in ${own}`,
    };
  return kind === 'token'
    ? { key: `${host}#${id.slice(0, 16)}`, host, title: 'The token' }
    : { key: `${host}#`, host, title: 'Nobody, without signing in' };
}
