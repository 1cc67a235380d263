import { createServer, RequestListener } from 'node:http';
import { AddressInfo, createServer as createTcpServer, Server } from 'node:net';
import { previewId, sha } from '../preview/__testUtils__/builders';
import { edgeRoute } from './__testUtils__/routes';
import { GatewayAddress, probe } from './probe';

const wanted = {
  ...edgeRoute(),
  probe: { path: '/health?deep=1', status: '200-399', timeoutMilliseconds: 1 },
};
const where = 'web-pr-42.preview.example.com/health?deep=1';
const proof = `${previewId};${sha}`;
const servers: Server[] = [];

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

it.each<[string, number, Record<string, string>, string | undefined]>([
  ['its own route answers', 200, { 'x-preview': proof }, undefined],
  [
    'a redirect, which counts and is not followed',
    302,
    { 'x-preview': proof, location: 'http://127.0.0.1:1/' },
    undefined,
  ],
  [
    'nothing proves the route',
    200,
    {},
    `${where}: the gateway does not answer with this preview's route yet (status 200).`,
  ],
  [
    "another preview's route answers",
    200,
    { 'x-preview': `cart-pr-1;${sha}` },
    `${where}: the gateway does not answer with this preview's route yet (status 200).`,
  ],
  [
    'the route of the commit before answers',
    200,
    { 'x-preview': `${previewId};0000000` },
    `${where}: the gateway does not answer with this preview's route yet (status 200).`,
  ],
  [
    'the gateway knows no route',
    404,
    {},
    `${where}: the gateway does not answer with this preview's route yet (status 404).`,
  ],
  [
    'the application fails',
    503,
    { 'x-preview': proof },
    `${where} answered with status 503; 200-399 is expected.`,
  ],
])('%s', async (_scenario, status, headers, reason) => {
  await expect(
    probe(wanted, await answering(status, headers)),
  ).resolves.toEqual(
    reason === undefined ? { state: 'answered' } : { state: 'failed', reason },
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
    probe(wanted, address, impatience.signal),
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
