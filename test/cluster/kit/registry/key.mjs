// The key that the token service signs with. It is kept, so that a registry that runs on still believes a service that was started anew.
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
} from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const kid = 'kit';
const encoded = value =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

/** Reads the key of a folder, or makes it, and leaves its public half there as `jwks.json`. */
export function keyIn(directory) {
  const path = join(directory, 'key.pem');
  if (!existsSync(path)) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const text = privateKey.export({ type: 'pkcs8', format: 'pem' });
    writeFileSync(path, text, { mode: 0o600 });
  }
  const key = createPrivateKey(readFileSync(path));
  const shown = createPublicKey(key).export({ format: 'jwk' });
  const keys = [{ ...shown, kid, alg: 'ES256', use: 'sig' }];
  writeFileSync(join(directory, 'jwks.json'), JSON.stringify({ keys }));
  return key;
}

/** A JSON Web Token (RFC 7519) of these claims. */
export function tokenOf(key, claims) {
  const text = `${encoded({ typ: 'JWT', alg: 'ES256', kid })}.${encoded(
    claims,
  )}`;
  const signature = sign('sha256', Buffer.from(text), {
    key,
    dsaEncoding: 'ieee-p1363',
  });
  return `${text}.${signature.toString('base64url')}`;
}
