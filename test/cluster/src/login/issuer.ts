import { createHash, randomBytes } from 'node:crypto';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { apply, kubectl } from '../ground/kubernetes';
import { keyOf, publicJwkOf, tokenOf } from './tokens';

/** What identity provider and gateway know each other by. */
export const issuer = 'https://id.test';
export const client = { id: 'previews', secret: 'known-to-both' };

/** Of the kit's network namespace, where specs run; no pod has it. */
const address = '10.99.0.1';
const port = 9480;
const name = 'issuer';
const namespace = 'infra';
/** Its name for the gateways' proxies. */
export const inside = `http://${name}.${namespace}.svc.cluster.local`;

const minute = 60;
const key = keyOf('issuer');

interface Grant {
  challenge: string;
  redirectUri: string;
}

/** A token of the issuer for anybody. */
export function idToken(change: object = {}): string {
  const now = Math.floor(Date.now() / 1_000);
  return tokenOf(key, {
    iss: issuer,
    sub: 'somebody',
    aud: client.id,
    iat: now,
    exp: now + 5 * minute,
    ...change,
  });
}

/** A small identity provider (OpenID Connect Core 1.0, code flow with PKCE), at which everybody is signed in already. */
export class Issuer {
  readonly #grants = new Map<string, Grant>();
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(error => {
        response.writeHead(500).end(String(error));
      });
    });
  }

  /** Listens, and is a Service of the cluster. */
  async start(): Promise<void> {
    await new Promise<void>(done => {
      this.#server.listen(port, address, done);
    });
    const metadata = { name, namespace };
    await apply(
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata,
        spec: { ports: [{ name: 'http', port: 80, targetPort: port }] },
      },
      {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: {
          ...metadata,
          labels: { 'kubernetes.io/service-name': name },
        },
        addressType: 'IPv4',
        endpoints: [{ addresses: [address], conditions: { ready: true } }],
        ports: [{ name: 'http', port, protocol: 'TCP' }],
      },
    );
  }

  async stop(): Promise<void> {
    await new Promise(done => {
      this.#server.close(done);
      this.#server.closeAllConnections();
    });
    await kubectl([
      ...['-n', namespace, 'delete', 'service,endpointslice', name],
      '--ignore-not-found',
    ]);
  }

  /** What a browser does that is sent here: where it is sent back to. */
  signIn(authorization: URL): URL {
    const asked = (parameter: string) =>
      authorization.searchParams.get(parameter) ?? '';
    if (asked('client_id') !== client.id)
      throw new Error(`${authorization} is not of the client ${client.id}`);
    const code = randomBytes(16).toString('hex');
    const redirectUri = asked('redirect_uri');
    this.#grants.set(code, { challenge: asked('code_challenge'), redirectUri });
    const back = new URL(redirectUri);
    back.searchParams.set('code', code);
    back.searchParams.set('state', asked('state'));
    return back;
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const send = (status: number, body: object) =>
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify(body));
    switch (`${request.method} ${request.url}`) {
      case 'GET /keys':
        send(200, { keys: [publicJwkOf(key)] });
        return;
      case 'POST /token': {
        let text = '';
        for await (const chunk of request.setEncoding('utf8')) text += chunk;
        const granted = this.#redeem(request, new URLSearchParams(text));
        send(granted ? 200 : 400, granted ?? { error: 'invalid_grant' });
        return;
      }
      default:
        send(404, {});
    }
  }

  /** Once for each code, to the client that has the secret and began the flow (RFC 6749, 4.1.3; RFC 7636, 4.6). */
  #redeem(
    { headers: { authorization } }: IncomingMessage,
    form: URLSearchParams,
  ): object | undefined {
    const code = form.get('code') ?? '';
    const grant = this.#grants.get(code);
    this.#grants.delete(code);
    const pair = `${client.id}:${client.secret}`;
    const basic = `Basic ${Buffer.from(pair).toString('base64')}`;
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    return grant?.challenge === challenge &&
      grant.redirectUri === form.get('redirect_uri') &&
      authorization === basic
      ? {
          access_token: tokenOf(key, { sub: 'somebody' }),
          id_token: idToken(),
          token_type: 'Bearer',
          expires_in: 5 * minute,
        }
      : undefined;
  }
}
