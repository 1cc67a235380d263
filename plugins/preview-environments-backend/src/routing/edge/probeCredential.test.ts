import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { makeProbeKey } from './__testUtils__/adoptable';
import {
  keySetOf,
  passingHeader,
  probeHeaders,
  probeKeyObjection,
} from './probeCredential';

const now = new Date('2026-03-01T12:00:00.900Z');
const key = makeProbeKey();
const credential = { header: 'X-Login', value: 'Bearer x' };

/** What a gateway does with a token and a key set. */
function read(token: string, keySet: string) {
  const [head, claims, signature] = token.split('.');
  const decoded = (part: string) =>
    JSON.parse(Buffer.from(part, 'base64url').toString());
  const { alg, kid } = decoded(head);
  const jwk = JSON.parse(keySet).keys.find(
    (one: { kid: string }) => one.kid === kid,
  );
  const valid =
    jwk !== undefined &&
    jwk.alg === alg &&
    verify(
      'sha256',
      Buffer.from(`${head}.${claims}`),
      {
        key: createPublicKey({ key: jwk, format: 'jwk' }),
        dsaEncoding: 'ieee-p1363',
      },
      Buffer.from(signature, 'base64url'),
    );
  return { valid, claims: decoded(claims) };
}

function tokenOf(probeKey: string): string {
  const protection = { probeKey };
  return probeHeaders({ namespace: 'infra', name: 'edge', protection }, now)![
    'x-preview-probe'
  ];
}

it('signs a token that is believed for a minute, at one Gateway', () => {
  expect(read(tokenOf(key), keySetOf(key))).toEqual({
    valid: true,
    claims: {
      iss: 'preview-environments',
      sub: 'probe',
      aud: 'infra/edge',
      iat: 1772366400,
      exp: 1772366460,
    },
  });
});

it('is not believed with the public key of another', () => {
  expect(read(tokenOf(key), keySetOf(makeProbeKey())).valid).toBe(false);
});

it('publishes nothing of the private half', () => {
  const [published] = JSON.parse(keySetOf(key)).keys;
  expect(Object.keys(published).sort()).toEqual([
    'alg',
    'crv',
    'kid',
    'kty',
    'use',
    'x',
    'y',
  ]);
});

it.each([
  ['a key on P-256', key, undefined],
  [
    'a key on another curve',
    makeProbeKey('P-384'),
    'is a private key of another kind',
  ],
  [
    'an RSA key',
    generateKeyPairSync('rsa', { modulusLength: 2048 })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString(),
    'is a private key of another kind',
  ],
  [
    'the public half',
    createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString(),
    'is no private key',
  ],
  ['a password', 'open sesame', 'is no private key'],
])('says what %s is worth', (_what, pem, objection) => {
  expect(probeKeyObjection(pem)).toBe(objection);
});

it.each([
  ['nothing', {}, undefined],
  ['a header', { credential }, 'X-Login'],
  ['a key', { probeKey: key }, 'x-preview-probe'],
])('names the header that passes with %s', (_what, passes, header) => {
  expect(passingHeader(passes)).toBe(header);
  const headers = probeHeaders(
    { namespace: 'infra', name: 'edge', protection: passes },
    now,
  );
  expect(headers && Object.keys(headers)).toEqual(
    header && [header.toLowerCase()],
  );
});
