// The token service of the kit's registry, by distribution's "Token Authentication Specification": main.mjs DIRECTORY PORT
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { accessOf, accountOf } from './accounts.mjs';
import { keyIn, tokenOf } from './key.mjs';

/** Seconds that a token is good for; short enough that a test of some minutes sees several. */
const life = 120;
const [directory, port] = process.argv.slice(2);
const key = keyIn(directory);

function answer({ url, headers }) {
  const { pathname, searchParams } = new URL(url, 'http://registry.test');
  if (pathname !== '/token') return { status: 404, body: {} };
  const account = accountOf(headers.authorization);
  if (!account)
    return { status: 401, body: { details: 'incorrect username or password' } };
  const now = Math.floor(Date.now() / 1_000);
  const scopes = searchParams
    .getAll('scope')
    .flatMap(scope => scope.split(' '));
  const token = tokenOf(key, {
    iss: 'kit',
    sub: account.name,
    aud: searchParams.get('service') ?? '',
    nbf: now,
    iat: now,
    exp: now + life,
    jti: randomUUID(),
    access: accessOf(account, scopes),
  });
  return {
    status: 200,
    body: {
      token,
      access_token: token,
      expires_in: life,
      issued_at: new Date(now * 1_000).toISOString(),
    },
  };
}

createServer((request, response) => {
  const { status, body } = answer(request);
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify(body));
}).listen(Number(port), '127.0.0.1');
