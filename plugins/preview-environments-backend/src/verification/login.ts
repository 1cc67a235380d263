import { Answer } from './outcome';
import { short } from './short';

/**
 * What a probe takes an answer for that asks for a login. Where refusals carry the proof of the route that they were met on, they
 * can't be told from the application's own.
 */
export type ExpectedLogin =
  /** Nobody is meant to ask. */
  | { kind: 'none' }
  /** What it should be; by OpenID Connect in the name of this client, where there is one. */
  | { kind: 'asked'; client: string | undefined; carriesProof: boolean }
  /** A refusal: the request brings what passes. */
  | { kind: 'brought'; carriesProof: boolean };

type Refusal = Pick<Answer, 'status' | 'location'>;

/** 401 and 403 say so; a redirect does when it leads to another host, as to an identity provider. */
export function asksForLogin(
  host: string,
  { status, location }: Refusal,
): boolean {
  if (status === 401 || status === 403) return true;
  if (![302, 303, 307].includes(status)) return false;
  const target = targetOf(host, location);
  return target !== undefined && target.hostname !== host;
}

/** What is wrong with an answer that asks for a login, in words; undefined when it is what is expected. */
export function loginObjection(
  login: ExpectedLogin,
  host: string,
  { status, location }: Refusal,
): string | undefined {
  if (login.kind === 'none')
    return `something in front of the preview asks for a login (status ${status}), and no protection is configured for this cluster.`;
  if (login.kind === 'brought')
    return `what asks for a login does not take the probe's (status ${status}). Compare credential or probeKey in protection of this cluster with what passes there.`;
  const target = targetOf(host, location);
  // RFC 6749, 4.1.1: who sends a browser to sign in says on whose behalf.
  return login.client !== undefined &&
    target &&
    target.searchParams.get('client_id') !== login.client
    ? `a redirect to ${short(
        target.host,
      )} asks for another login than that of protection.oidc, whose client is ${
        login.client
      }.`
    : undefined;
}

/** Where a redirect leads; undefined when there is none, or to no address. */
function targetOf(host: string, location: string | undefined): URL | undefined {
  const base = `https://${host}/`;
  return location !== undefined && URL.canParse(location, base)
    ? new URL(location, base)
    : undefined;
}
