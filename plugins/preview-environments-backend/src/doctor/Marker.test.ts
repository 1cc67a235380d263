import { createServer, IncomingHttpHeaders, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { WaitingError } from '@previewenv/plugin-preview-environments-node';
import {
  componentRecord,
  now,
  record,
} from '../preview/__testUtils__/builders';
import { Marker } from './Marker';

const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(
    servers.splice(0).map(server => new Promise(done => server.close(done))),
  );
});

const url = 'https://web-pr-42.preview.example.com/';
const preview = record({
  url,
  components: [componentRecord('web', { urls: [url] })],
  objects: [
    {
      cluster: 'dev',
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      namespace: 'pv-web-pr-42',
      name: 'web',
    },
  ],
});

async function gatewayOf(
  headers: Record<string, string>,
  status = 200,
  login?: Record<string, string>,
) {
  const asked: { path?: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    asked.push({ path: request.url, headers: request.headers });
    response.writeHead(status, headers).end();
  });
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  servers.push(server);
  const { port } = server.address() as AddressInfo;
  const marker = new Marker({
    gateway: async () => ({ host: '127.0.0.1', port, scheme: 'http' }),
    login: cluster => (cluster === 'dev' ? login : undefined),
    now: () => now,
    random: bytes => Buffer.alloc(bytes, 0xab),
  });
  return { marker, asked, port };
}

it('sends one request to the gateway, with host, key and a trace of its own', async () => {
  const { marker, asked } = await gatewayOf({ 'x-preview-path': 'web=-' });
  await expect(marker.mark(preview, '/cart?all=1')).resolves.toMatchObject({
    url: `${url}cart?all=1`,
    traceId: 'ab'.repeat(16),
    request: {
      entry: 'web',
      places: [{ cluster: 'dev', namespace: 'pv-web-pr-42' }],
      answer: { status: 200, headers: { 'x-preview-path': 'web=-' } },
    },
  });
  expect(asked).toEqual([
    {
      path: '/cart?all=1',
      headers: expect.objectContaining({
        host: 'web-pr-42.preview.example.com',
        baggage: 'preview=web-pr-42',
        'x-preview': 'web-pr-42',
        traceparent: `00-${'ab'.repeat(16)}-${'ab'.repeat(8)}-01`,
      }),
    },
  ]);
});

describe('behind a login', () => {
  const secret = 'Bearer let-me-in';
  const login = { authorization: secret };

  it('brings what passes it, to the host of the preview only', async () => {
    const { marker, asked } = await gatewayOf({}, 200, login);
    const marking = await marker.mark(preview, '/');
    expect(
      asked.map(({ headers: { host, authorization } }) => [
        host,
        authorization,
      ]),
    ).toEqual([['web-pr-42.preview.example.com', secret]]);
    expect(JSON.stringify(marking)).not.toContain('let-me-in');
  });

  it('takes it nowhere else when it is sent on', async () => {
    const elsewhere = await gatewayOf({});
    const { marker, asked } = await gatewayOf(
      { location: `http://127.0.0.1:${elsewhere.port}/` },
      302,
      login,
    );
    await marker.mark(preview, '/');
    expect(asked).toHaveLength(1);
    expect(elsewhere.asked).toEqual([]);
  });

  it('brings none to a cluster that has none', async () => {
    const { marker, asked } = await gatewayOf({}, 200, login);
    const [component] = preview.components;
    const components = [{ ...component, cluster: 'prod' }];
    await marker.mark({ ...preview, components }, '/');
    expect(asked[0].headers).not.toHaveProperty('authorization');
  });

  it.each(['baggage', 'x-preview', 'traceparent', 'host'])(
    'is marked all the same when the login is passed by %s',
    async header => {
      const { marker, asked } = await gatewayOf({}, 200, {
        [header]: 'preview=someone-else',
      });
      await marker.mark(preview, '/');
      expect(asked[0].headers).toMatchObject({
        host: 'web-pr-42.preview.example.com',
        baggage: 'preview=web-pr-42',
        'x-preview': 'web-pr-42',
        traceparent: expect.stringContaining('ab'.repeat(16)),
      });
    },
  );

  it('does not tell it when nothing answers', async () => {
    const { marker } = await gatewayOf({}, 200, login);
    await Promise.all(
      servers.splice(0).map(server => new Promise(done => server.close(done))),
    );
    const marking = await marker.mark(preview, '/');
    expect(marking).toHaveProperty('problem');
    expect(JSON.stringify(marking)).not.toContain('let-me-in');
  });
});

it('follows no redirect', async () => {
  const trap = await gatewayOf({});
  const { marker, asked } = await gatewayOf(
    { location: 'http://127.0.0.1:1/' },
    302,
  );
  await marker.mark(preview, '/');
  expect(asked).toHaveLength(1);
  expect(trap.asked).toEqual([]);
});

it('stays with the gateway, whatever the path looks like', async () => {
  const { marker, asked } = await gatewayOf({});
  await marker.mark(preview, '//169.254.169.254/latest');
  expect(asked).toMatchObject([
    { headers: { host: 'web-pr-42.preview.example.com' } },
  ]);
});

it('does not know the service behind an entry of the baseline', async () => {
  const { marker } = await gatewayOf({});
  const marking = await marker.mark({ ...preview, objects: [] }, '/');
  expect(marking).toMatchObject({ request: { entry: undefined } });
});

it.each([
  ['the preview has no URL', { ...preview, url: undefined }, 'has no URL'],
  ['its component is hidden', { ...preview, components: [] }, 'has no URL'],
])('says that %s', async (_scenario, one, problem) => {
  const { marker, asked } = await gatewayOf({});
  await expect(marker.mark(one, '/')).resolves.toMatchObject({
    problem: expect.stringContaining(problem),
  });
  expect(asked).toEqual([]);
});

it('says that nothing answers', async () => {
  const marker = new Marker({
    gateway: async () => {
      throw new WaitingError('Gateway infra/edge has no address yet.');
    },
    login: () => undefined,
    now: () => now,
  });
  await expect(marker.mark(preview, '/')).resolves.toMatchObject({
    problem: 'Gateway infra/edge has no address yet.',
  });
});
