import { createServer, RequestListener } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import { AddressInfo, createServer as createTcpServer, Server } from 'node:net';
import { FailingHop } from '@previewenv/plugin-preview-environments-common';
import { previewId, sha } from '../preview/__testUtils__/builders';
import { GatewayAddress } from '../routing';
import { edgeRoute } from '../routing/__testUtils__/routes';
import { Names } from './names';
import { probe as probeOf } from './probe';

const wanted = {
  ...edgeRoute(),
  probe: { path: '/health?deep=1', status: '200-399', timeoutMilliseconds: 1 },
};
const where = 'web-pr-42.preview.example.com/health?deep=1';
const proof = `${previewId};${sha}`;
const servers: Server[] = [];

function probe(
  route: typeof wanted,
  address: GatewayAddress,
  options: {
    names?: Names;
    protocol?: 'http' | 'grpc';
    signal?: AbortSignal;
  } = {},
) {
  const { names, protocol = 'http', signal } = options;
  return probeOf(
    { route: { ...route, protocol }, address, login: { kind: 'none' }, names },
    signal,
  );
}

afterEach(async () => {
  await Promise.all(
    servers.splice(0).map(server => new Promise(done => server.close(done))),
  );
});

async function listening(server: Server): Promise<GatewayAddress> {
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  servers.push(server);
  const { port } = server.address() as AddressInfo;
  return { host: '127.0.0.1', port, scheme: 'http' };
}

/** A gateway that answers with this. */
function answering(status: number, headers: Record<string, string> = {}) {
  return listening(
    createServer((_request, response) => {
      response.writeHead(status, headers).end();
    }),
  );
}

it.each<
  [
    string,
    number,
    Record<string, string>,
    string | undefined,
    FailingHop | undefined,
  ]
>([
  ['its own route answers', 200, { 'x-preview': proof }, undefined, undefined],
  [
    'a redirect, which counts and is not followed',
    302,
    { 'x-preview': proof, location: 'http://127.0.0.1:1/' },
    undefined,
    undefined,
  ],
  [
    'nothing proves the route',
    200,
    {},
    `${where}: the gateway does not answer with this preview's route yet (status 200).`,
    { hop: 'route' },
  ],
  [
    "another preview's route answers",
    200,
    { 'x-preview': `cart-pr-1;${sha}` },
    `${where}: another version answers: preview cart-pr-1.`,
    { hop: 'version', found: `cart-pr-1;${sha}` },
  ],
  [
    'the route of the commit before answers',
    200,
    { 'x-preview': `${previewId};0000000` },
    `${where}: another version answers: commit 0000000.`,
    { hop: 'version', found: `${previewId};0000000` },
  ],
  [
    'the gateway knows no route',
    404,
    {},
    `${where}: the gateway does not answer with this preview's route yet (status 404).`,
    { hop: 'route' },
  ],
  [
    'the application fails',
    503,
    { 'x-preview': proof },
    `${where} answered with status 503; 200-399 is expected.`,
    { hop: 'application', status: 503 },
  ],
])('%s', async (_scenario, status, headers, reason, hop) => {
  await expect(
    probe(wanted, await answering(status, headers)),
  ).resolves.toEqual(
    reason === undefined
      ? { state: 'answered' }
      : { state: 'failed', reason, hop },
  );
});

it('asks once, for the host and path, without following and without keeping a connection', async () => {
  const asked: Parameters<RequestListener>[0][] = [];
  const address = await listening(
    createServer((request, response) => {
      asked.push(request);
      response
        .writeHead(301, { 'x-preview': proof, location: '/elsewhere' })
        .end();
    }),
  );
  await probe(wanted, address);
  expect(
    asked.map(({ method, url, headers }) => ({
      method,
      url,
      host: headers.host,
    })),
  ).toEqual([
    {
      method: 'GET',
      url: '/health?deep=1',
      host: 'web-pr-42.preview.example.com',
    },
  ]);
});

it('names the gateway that nobody listens at', async () => {
  const address = await answering(200);
  const closing = servers.splice(0);
  await Promise.all(
    closing.map(server => new Promise(done => server.close(done))),
  );
  await expect(probe(wanted, address)).resolves.toEqual({
    state: 'failed',
    reason: expect.stringMatching(
      `the gateway at 127.0.0.1:${address.port} did not answer: .*ECONNREFUSED`,
    ),
    hop: { hop: 'gateway', address: `127.0.0.1:${address.port}` },
  });
});

it('names the gateway that hangs up', async () => {
  const address = await listening(
    createTcpServer(socket => {
      socket.destroy();
    }),
  );
  await expect(probe(wanted, address)).resolves.toMatchObject({
    state: 'failed',
    reason: expect.stringContaining('did not answer'),
  });
});

it('gives up on a gateway that never answers', async () => {
  const impatience = new AbortController();
  const address = await listening(createServer(() => impatience.abort()));
  await expect(
    probe(wanted, address, { signal: impatience.signal }),
  ).resolves.toMatchObject({
    state: 'failed',
    reason: expect.stringContaining('did not answer'),
  });
});

it('reads no more than the head of an answer', async () => {
  const address = await listening(
    createServer((_request, response) => {
      response.writeHead(200, { 'x-preview': proof });
      // Never ends.
      response.write('…');
    }),
  );
  await expect(probe(wanted, address)).resolves.toEqual({ state: 'answered' });
});

describe('what a preview could make it reach', () => {
  /** A machine of the private network that a probe must not come to. */
  async function trap() {
    const came: string[] = [];
    const { port } = await listening(
      createServer((request, response) => {
        came.push(request.url ?? '');
        response.writeHead(200, { 'x-preview': proof }).end();
      }),
    );
    return { came, port };
  }

  it.each([
    [301, 'a redirect'],
    [302, 'a redirect for now'],
    [307, 'a redirect that repeats the request'],
    [308, 'a redirect that repeats the request for good'],
  ])('does not follow %i, %s, to a private address', async status => {
    const { came, port } = await trap();
    const gateway = await answering(status, {
      'x-preview': proof,
      location: `http://127.0.0.1:${port}/latest/meta-data`,
    });
    await probe(wanted, gateway);
    expect(came).toEqual([]);
  });

  it('dials the gateway although the name resolves to a private address', async () => {
    const { came, port } = await trap();
    const gateway = await answering(200, { 'x-preview': proof });
    const rebound = { ...wanted, host: `localhost:${port}` };
    await expect(
      probe(rebound, gateway, { names: { lookUp: async () => 'found' } }),
    ).resolves.toEqual({ state: 'answered' });
    expect(came).toEqual([]);
  });

  it('asks the resolver for the name only, and dials none of its answers', async () => {
    const asked: string[] = [];
    const gateway = await answering(200, { 'x-preview': proof });
    const lookUp = async (host: string) => {
      asked.push(host);
      return 'found' as const;
    };
    await probe(wanted, gateway, { names: { lookUp } });
    expect(asked).toEqual([wanted.host]);
  });

  it('keeps a path that looks like another host with the gateway', async () => {
    const { came, port } = await trap();
    const gateway = await answering(200, { 'x-preview': proof });
    await expect(
      probe(
        {
          ...wanted,
          probe: { ...wanted.probe, path: `//127.0.0.1:${port}/` },
        },
        gateway,
      ),
    ).resolves.toEqual({ state: 'answered' });
    expect(came).toEqual([]);
  });
});

describe('the name', () => {
  it.each<['found' | 'absent' | 'unknown', object]>([
    ['found', { state: 'answered' }],
    ['unknown', { state: 'answered' }],
    [
      'absent',
      {
        state: 'failed',
        hop: { hop: 'dns', host: wanted.host },
        reason: expect.stringContaining(`${wanted.host} does not resolve`),
      },
    ],
  ])('that is %s', async (answer, expected) => {
    await expect(
      probe(wanted, await answering(200, { 'x-preview': proof }), {
        names: { lookUp: async () => answer },
      }),
    ).resolves.toEqual(expected);
  });

  it('is not looked up while the gateway does not answer for it', async () => {
    const lookUp = jest.fn();
    await probe(wanted, await answering(404), { names: { lookUp } });
    expect(lookUp).not.toHaveBeenCalled();
  });
});

describe('gRPC', () => {
  function grpcGateway(
    head: Record<string, string>,
    trailers: Record<string, string>,
  ) {
    const asked: Record<string, unknown>[] = [];
    const server = createHttp2Server();
    server.on('stream', (stream, headers) => {
      asked.push(headers);
      stream.respond(
        {
          ':status': 200,
          'content-type': 'application/grpc',
          'x-preview': proof,
          ...head,
        },
        { waitForTrailers: true },
      );
      stream.on('wantTrailers', () => stream.sendTrailers(trailers));
      stream.end();
    });
    return listening(server).then(address => ({ address, asked }));
  }

  it.each<[string, Record<string, string>, Record<string, string>, object]>([
    ['is healthy', {}, { 'grpc-status': '0' }, { state: 'answered' }],
    [
      'has no health service',
      { 'grpc-status': '12' },
      {},
      { state: 'answered' },
    ],
    [
      'is no gRPC server',
      {},
      {},
      { state: 'failed', hop: { hop: 'application', status: 200 } },
    ],
    [
      'is of another commit',
      { 'x-preview': `${previewId};0000000` },
      { 'grpc-status': '0' },
      { state: 'failed', hop: { hop: 'version' } },
    ],
  ])('that %s', async (_scenario, head, trailers, expected) => {
    const { address } = await grpcGateway(head, trailers);
    await expect(
      probe(wanted, address, { protocol: 'grpc' }),
    ).resolves.toMatchObject(expected);
  });

  it('asks for the health of the host', async () => {
    const { address, asked } = await grpcGateway({}, { 'grpc-status': '0' });
    await probe(wanted, address, { protocol: 'grpc' });
    expect(asked).toMatchObject([
      {
        ':authority': wanted.host,
        ':path': '/grpc.health.v1.Health/Check',
        'content-type': 'application/grpc',
      },
    ]);
  });

  it('names the gateway that nobody listens at', async () => {
    const { address } = await grpcGateway({}, {});
    const closing = servers.splice(0);
    await Promise.all(
      closing.map(server => new Promise(done => server.close(done))),
    );
    await expect(
      probe(wanted, address, { protocol: 'grpc' }),
    ).resolves.toMatchObject({ state: 'failed', hop: { hop: 'gateway' } });
  });

  it('gives up on a gateway that never answers', async () => {
    const impatience = new AbortController();
    const server = createHttp2Server();
    server.on('stream', () => impatience.abort());
    await expect(
      probe(wanted, await listening(server), {
        protocol: 'grpc',
        signal: impatience.signal,
      }),
    ).resolves.toMatchObject({ state: 'failed', hop: { hop: 'gateway' } });
  });
});
