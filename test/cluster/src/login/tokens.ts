import {
  createECDH,
  createHash,
  createPrivateKey,
  createPublicKey,
  KeyObject,
  sign,
} from 'node:crypto';

const coordinate = 32;
const base64Url = (bytes: Buffer) => bytes.toString('base64url');

/** A private key on P-256, always the same for a seed: the settings of a spec are read in several processes. */
export function keyOf(seed: string): KeyObject {
  const secret = createHash('sha256').update(seed).digest();
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(secret);
  // an uncompressed point: one byte that says so, then x and y
  const point = curve.getPublicKey().subarray(1);
  return createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      d: base64Url(secret),
      x: base64Url(point.subarray(0, coordinate)),
      y: base64Url(point.subarray(coordinate)),
    },
  });
}

export const pemOf = (key: KeyObject) =>
  key.export({ type: 'pkcs8', format: 'pem' }).toString();

export const publicJwkOf = (key: KeyObject) => ({
  ...createPublicKey(key).export({ format: 'jwk' }),
  alg: 'ES256',
  use: 'sig',
});

const encoded = (part: object) => base64Url(Buffer.from(JSON.stringify(part)));

/** A JSON Web Token with these claims, signed by ES256. */
export function tokenOf(key: KeyObject, claims: object): string {
  const signed = `${encoded({ alg: 'ES256', typ: 'JWT' })}.${encoded(claims)}`;
  const signature = sign('sha256', Buffer.from(signed), {
    key,
    dsaEncoding: 'ieee-p1363',
  });
  return `${signed}.${base64Url(signature)}`;
}

/** One that says of itself that it needs no signature. */
export const unsignedToken = (claims: object) =>
  `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded(claims)}.`;
