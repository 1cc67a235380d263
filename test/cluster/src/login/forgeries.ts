import { keyOf, tokenOf, unsignedToken } from './tokens';

/** The key that the backend of the specs signs its probes' tokens with. */
export const probeKey = keyOf('probes');
export const probeHeader = 'x-preview-probe';

const minute = 60;

/** What the backend says in a probe's token, for a Gateway of the namespace infra. */
function claimsFor(gateway: string, change: object = {}): object {
  const now = Math.floor(Date.now() / 1_000);
  return {
    iss: 'preview-environments',
    sub: 'probe',
    aud: `infra/${gateway}`,
    iat: now,
    exp: now + minute,
    ...change,
  };
}

/** What a probe brings. */
export const honest = (gateway: string) =>
  tokenOf(probeKey, claimsFor(gateway));

/** What others may bring in its place, to get past the login. */
export function forgeries(gateway: string): [what: string, value: string][] {
  const claims = claimsFor(gateway);
  const token = tokenOf(probeKey, claims);
  const [head, , signature] = token.split('.');
  const expired = Math.floor(Date.now() / 1_000) - 10 * minute;
  const changed = Buffer.from(
    JSON.stringify({ ...claims, sub: 'somebody' }),
  ).toString('base64url');
  return [
    ['nothing', ''],
    ['a blank', ' '],
    ['any word', 'open'],
    ['three dots', '..'],
    ['the word that tokens follow elsewhere', 'Bearer '],
    ['a token without a signature', unsignedToken(claims)],
    ['a token of another key', tokenOf(keyOf('somebody'), claims)],
    ['a token for another Gateway', tokenOf(probeKey, claimsFor('another'))],
    [
      'a token of another issuer',
      tokenOf(probeKey, { ...claims, iss: 'https://id.test' }),
    ],
    [
      'a token of ten minutes ago',
      tokenOf(probeKey, { ...claims, exp: expired }),
    ],
    ['a token that was changed', `${head}.${changed}.${signature}`],
  ];
}
