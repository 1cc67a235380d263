import { AddressInfo, createServer as createTcpServer, Server } from 'node:net';
import { createServer } from 'node:tls';
import { wildcard } from '../__testUtils__/wildcardCertificate';
import { GatewayAddress } from '../SharedGateway';
import { certificateObjection } from './certificate';

const servers: Server[] = [];

async function listening(server: Server): Promise<GatewayAddress> {
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  servers.push(server);
  const { port } = server.address() as AddressInfo;
  return { host: '127.0.0.1', port, scheme: 'https' };
}

afterEach(async () => {
  await Promise.all(
    servers.splice(0).map(server => new Promise(done => server.close(done))),
  );
});

it.each`
  host                               | covered
  ${'web-pr-42.preview.example.com'} | ${true}
  ${'web.pr-42.preview.example.com'} | ${false}
  ${'preview.example.com'}           | ${false}
  ${'web-pr-42.preview.example.org'} | ${false}
`('a wildcard covers $host: $covered', async ({ host, covered }) => {
  const gateway = await listening(createServer(wildcard));
  const objection = await certificateObjection(gateway, host);
  expect(objection?.replace(/: it is for.*/, '')).toBe(
    covered ? undefined : `The gateway's certificate does not cover ${host}`,
  );
});

it('says what the certificate is for, and what a wildcard is', async () => {
  const gateway = await listening(createServer(wildcard));
  const objection = await certificateObjection(gateway, 'a.b.example.com');
  expect(objection).toBe(
    "The gateway's certificate does not cover a.b.example.com: it is for *.preview.example.com. A wildcard stands for one label only; choose another spec.routing.host, or let the listener have a certificate for it.",
  );
});

it('asks for the certificate of the host, of which a gateway may have several', async () => {
  const asked: string[] = [];
  const gateway = await listening(
    createServer({
      ...wildcard,
      SNICallback: (name, done) => {
        asked.push(name);
        done(null);
      },
    }),
  );
  await certificateObjection(gateway, 'web-pr-42.preview.example.com');
  expect(asked).toEqual(['web-pr-42.preview.example.com']);
});

describe('leaves to the probe', () => {
  it('a gateway that ends the handshake', async () => {
    const gateway = await listening(
      createTcpServer(socket => socket.destroy()),
    );
    expect(await certificateObjection(gateway, 'a.io')).toBe(undefined);
  });

  it('a gateway that is silent', async () => {
    const gateway = await listening(createTcpServer(socket => socket.resume()));
    expect(await certificateObjection(gateway, 'a.io', 50)).toBe(undefined);
  });

  it('a gateway that is not there', async () => {
    const gone = await listening(createTcpServer());
    await new Promise(done => servers.pop()!.close(done));
    expect(await certificateObjection(gone, 'a.io')).toBe(undefined);
  });

  it('a gateway without TLS', async () => {
    const plain = { host: '127.0.0.1', port: 1, scheme: 'http' as const };
    expect(await certificateObjection(plain, 'a.io')).toBe(undefined);
  });
});
