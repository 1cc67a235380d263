/** The cookie, and the parameter of the query, that carry a seal. */
export const sealName = 'preview-entry';

/** In the place of a seal: the way back to the shared environment. */
export const leaveWord = 'leave';

/**
 * Finds a cookie with one of the seals among others (RFC 6265, 4.2.1), in the expressions that RE2 and Rust share; anchored, because
 * implementations differ in whether a part of the value is enough.
 */
export function cookieExpression(seals: string[]): string {
  return `^(.*; ?)?${sealName}=(${seals.join('|')})(;.*)?$`;
}

/** The value of a Set-Cookie header. Lax, so that it comes along when an identity provider sends a browser back. */
export function cookieOf(
  seal: string,
  options: { seconds: number; secure: boolean },
): string {
  return [
    `${sealName}=${seal}`,
    'Path=/',
    `Max-Age=${options.seconds}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(options.secure ? ['Secure'] : []),
  ].join('; ');
}
