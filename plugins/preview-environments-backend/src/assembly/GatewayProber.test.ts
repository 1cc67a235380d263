import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { WaitingError } from '@previewenv/plugin-preview-environments-node';
import { previewId, sha } from '../preview/__testUtils__/builders';
import { DesiredComponent } from '../preview';
import { Protection } from '../routing';
import { edgeRoute } from '../routing/__testUtils__/routes';
import { GatewayProber } from './GatewayProber';

const component = {
  cluster: 'dev',
  route: {
    ...edgeRoute(),
    probe: { path: '/', status: '200-399', timeoutMilliseconds: 1 },
  },
} as DesiredComponent;

const oidc: Protection = {
  type: 'envoy-gateway',
  oidc: {
    issuer: 'https://id.example.com',
    clientId: 'previews',
    clientSecretName: 'previews-oidc',
    scopes: [],
  },
};
const elsewhere: Protection = { type: 'elsewhere' };
const off: Protection = { type: 'off' };
const passes = { 'x-preview-probe': 'a-token' };

type Asked = (request: IncomingMessage) => 'preview' | 'login';

const openToAll: Asked = () => 'preview';
const shutToAll: Asked = () => 'login';
const guarded: Asked = ({ headers }) =>
  headers['x-preview-probe'] === 'a-token' ? 'preview' : 'login';

let server: Server;
afterEach(
  () =>
    new Promise(done => {
      server.close(done);
    }),
);

/** A prober, and a gateway that decides about each request by its headers. */
async function proberOf(
  gateway: Asked,
  protection: Protection,
  headers?: Record<string, string>,
) {
  let requests = 0;
  server = createServer((request, response) => {
    requests += 1;
    if (gateway(request) === 'preview')
      response.writeHead(200, { 'x-preview': `${previewId};${sha}` }).end();
    else
      response
        .writeHead(302, {
          location: 'https://id.example.com/authorize?client_id=previews',
        })
        .end();
  });
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  const prober = new GatewayProber({
    parts: {
      gateway: () => ({
        address: async () => ({ host: '127.0.0.1', port, scheme: 'http' }),
      }),
      protection: () => protection,
      loginHeaders: () => headers,
      checksNames: () => false,
    },
    names: { lookUp: async () => 'absent' },
  });
  return { prober, asked: () => requests };
}

it.each<
  [
    string,
    Asked,
    Protection,
    Record<string, string> | undefined,
    object,
    number,
  ]
>([
  [
    'is behind a login that was asked for',
    shutToAll,
    oidc,
    undefined,
    { state: 'answered', login: true },
    1,
  ],
  [
    'answers who brings a login, and nobody else',
    guarded,
    oidc,
    passes,
    { state: 'answered' },
    2,
  ],
  [
    'is exposed although probes bring a login',
    openToAll,
    oidc,
    passes,
    { state: 'failed', reason: expect.stringContaining('anybody can open it') },
    1,
  ],
  [
    'does not let the probe pass',
    shutToAll,
    oidc,
    passes,
    { state: 'failed', reason: expect.stringContaining("the probe's") },
    2,
  ],
  [
    'is asked once where the login may be further out',
    guarded,
    elsewhere,
    passes,
    { state: 'answered' },
    1,
  ],
  [
    'is behind a login that nobody has configured',
    shutToAll,
    off,
    undefined,
    { state: 'failed', hop: { hop: 'login', status: 302 } },
    1,
  ],
])(
  'finds that a preview %s',
  async (_what, gateway, protection, headers, expected, requests) => {
    const { prober, asked } = await proberOf(gateway, protection, headers);
    await expect(prober.probe(component)).resolves.toMatchObject(expected);
    expect(asked()).toBe(requests);
  },
);

it('names the gateway that has no address yet', async () => {
  await proberOf(openToAll, off);
  const prober = new GatewayProber({
    parts: {
      gateway: () => ({
        address: async () => {
          throw new WaitingError('Gateway infra/edge has no address yet.');
        },
      }),
      protection: () => off,
      loginHeaders: () => undefined,
      checksNames: () => false,
    },
    names: { lookUp: async () => 'absent' },
  });
  await expect(prober.probe(component)).resolves.toEqual({
    state: 'failed',
    hop: { hop: 'gateway' },
    reason: 'Gateway infra/edge has no address yet.',
  });
});
