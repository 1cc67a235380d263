import {
  createHash,
  createPrivateKey,
  createPublicKey,
  KeyObject,
  sign,
} from 'node:crypto';
import { Passes } from './protection';

/** The header of probes' own tokens. Applications never see it, so that none can pass the logins of other previews by it. */
export const probeTokenHeader = 'x-preview-probe';

/** Who makes probes' tokens, and for whom (RFC 7519, 4.1). */
export const probeIssuer = 'preview-environments';
const probeSubject = 'probe';

/** Longer than a probe's patience; an intercepted token is of no use for long. */
const lifetimeSeconds = 60;

/** Which Gateway tokens are for, so that one made for another passes nothing here. */
export interface ProbedGateway {
  namespace: string;
  name: string;
}

export function probeAudience({ namespace, name }: ProbedGateway): string {
  return `${namespace}/${name}`;
}

/** Undefined when the text is a private key that tokens can be signed with, else what is wrong with it. The text is not repeated. */
export function probeKeyObjection(pem: string): string | undefined {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
    return asymmetricKeyType === 'ec' &&
      asymmetricKeyDetails?.namedCurve === 'prime256v1'
      ? undefined
      : 'is a private key of another kind';
  } catch {
    // OpenSSL's own words quote nothing that helps, and never may the text itself.
    return 'is no private key';
  }
}

/** The public half of the key, as gateways read it: a JSON Web Key Set (RFC 7517). */
export function keySetOf(probeKey: string): string {
  const { key, kid } = publicKey(createPrivateKey(probeKey));
  return JSON.stringify({
    keys: [{ ...key, kid, alg: 'ES256', use: 'sig' }],
  });
}

/** What probes send to pass the login; undefined when nothing passes it. */
export function probeHeaders(
  gateway: ProbedGateway & { protection: Passes },
  now: Date,
): Record<string, string> | undefined {
  const { credential, probeKey } = gateway.protection;
  if (probeKey) return { [probeTokenHeader]: tokenFor(gateway, probeKey, now) };
  return credential && { [credential.header.toLowerCase()]: credential.value };
}

/** The header that routes take off requests before applications get them: who reads it there could pass every login. */
export function passingHeader({
  credential,
  probeKey,
}: Passes): string | undefined {
  return probeKey ? probeTokenHeader : credential?.header;
}

/** A JSON Web Token, signed by ECDSA on P-256 (RFC 7518, 3.4). */
function tokenFor(gateway: ProbedGateway, probeKey: string, now: Date): string {
  const key = createPrivateKey(probeKey);
  const issuedAt = Math.floor(now.getTime() / 1_000);
  const signed = [
    { alg: 'ES256', typ: 'JWT', kid: publicKey(key).kid },
    {
      iss: probeIssuer,
      sub: probeSubject,
      aud: probeAudience(gateway),
      iat: issuedAt,
      exp: issuedAt + lifetimeSeconds,
    },
  ]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = sign('sha256', Buffer.from(signed), {
    key,
    dsaEncoding: 'ieee-p1363',
  });
  return `${signed}.${signature.toString('base64url')}`;
}

/** The public key, and the thumbprint by which tokens say that it is theirs (RFC 7638). */
function publicKey(privateKey: KeyObject) {
  const { crv, kty, x, y } = createPublicKey(privateKey).export({
    format: 'jwk',
  });
  const key = { crv, kty, x, y };
  return {
    key,
    kid: createHash('sha256').update(JSON.stringify(key)).digest('base64url'),
  };
}
