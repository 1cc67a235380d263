import { probeKeyObjection, Protection, takesTokensOnly } from '../routing';
import { section } from './section';
import { text } from './values';

const headerCure = 'has to be the name of a header, for instance x-probe-login';

/** The name of a header (RFC 9110, 5.1, without what nobody uses). */
export const header = text(headerCure).regex(/^[A-Za-z0-9-]+$/, headerCure);

/** Routes take the header off requests and set these, and no route does both. */
export const credential = section({
  header: header.refine(
    written =>
      !['baggage', 'x-preview', 'host'].includes(written.toLowerCase()),
    'is a header that routes of previews set; choose another',
  ),
  value: text('has to be the value of that header'),
}).optional();

const probeKeyCure =
  'openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 makes one';
/** What probes sign their own tokens with. */
export const probeKey = text(`has to be a private key, PEM; ${probeKeyCure}`)
  .superRefine((pem, context) => {
    const objection = probeKeyObjection(pem);
    if (objection)
      context.addIssue({
        code: 'custom',
        message: `${objection}; ${probeKeyCure}`,
      });
  })
  .optional();

/** What passes one kind of login does not pass the other: said here, and not by a preview that never gets ready. */
export function unfit(
  protection: Protection,
): { key: keyof Protection; message: string } | undefined {
  const tokensOnly = takesTokensOnly(protection);
  if (tokensOnly && protection.credential)
    return {
      key: 'credential',
      message:
        'does not pass oidc and jwt, which know tokens only; use probeKey instead, or leave it out: a preview is then ready when a login is asked for and its pods run the commit',
    };
  if (!tokensOnly && protection.probeKey !== undefined)
    return {
      key: 'probeKey',
      message:
        'is for oidc and jwt; what asks here decides itself which header passes: use credential instead',
    };
  return undefined;
}
