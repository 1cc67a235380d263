import { Registry, startRegistry } from './server';

const manifest = { accept: 'application/vnd.oci.image.manifest.v1+json' };
let registry: Registry;
let url: string;

beforeAll(async () => {
  registry = await startRegistry({ port: 0 });
  url = `http://localhost:${registry.port}`;
});

afterAll(() => registry.close());

async function tokenFor(name: string): Promise<string> {
  const challenge = (
    await fetch(`${url}/v2/${name}/manifests/x`, { method: 'HEAD' })
  ).headers.get('www-authenticate')!;
  const [, realm, service, scope] =
    /^Bearer realm="([^"]+)",service="([^"]+)",scope="([^"]+)"$/.exec(
      challenge,
    )!;
  const { token } = await (
    await fetch(`${realm}?${new URLSearchParams({ service, scope })}`)
  ).json();
  return token;
}

const head = (path: string, token: string) =>
  fetch(`${url}/v2/${path}`, {
    method: 'HEAD',
    headers: { ...manifest, authorization: `Bearer ${token}` },
  });

it('asks for a token, and tells the digest of an image for it', async () => {
  const { digest } = registry.images.push('acme/web', 'pr-1-abc');
  expect((await fetch(`${url}/v2/acme/web/manifests/pr-1-abc`)).status).toBe(
    401,
  );
  const answer = await head(
    'acme/web/manifests/pr-1-abc',
    await tokenFor('acme/web'),
  );
  expect([answer.status, answer.headers.get('docker-content-digest')]).toEqual([
    200,
    digest,
  ]);
});

it('knows a tag that is not there from a token that does not cover it', async () => {
  const token = await tokenFor('acme/web');
  expect((await head('acme/web/manifests/none', token)).status).toBe(404);
  expect((await head('acme/cart/manifests/none', token)).status).toBe(401);
});

it('gives the same digest to the same build, and another one to another', () => {
  const { images } = registry;
  const { digest } = images.push('acme/web', 'a', { commit: '1' });
  expect(images.push('acme/web', 'b', { commit: '1' }).digest).toBe(digest);
  expect(images.push('acme/web', 'a', { commit: '2' }).digest).not.toBe(digest);
  expect(images.find({ name: 'acme/web', tag: 'b' })?.digest).toBe(digest);
});

it('can be driven: images come and go, and requests fail as asked', async () => {
  expect(
    (await fetch(`${url}/_/images/acme/tools/v1`, { method: 'PUT' })).status,
  ).toBe(201);
  const token = await tokenFor('acme/tools');
  expect((await head('acme/tools/manifests/v1', token)).status).toBe(200);
  await fetch(`${url}/_/faults`, {
    method: 'POST',
    body: JSON.stringify({ status: 503, times: 1, match: 'manifests/v1' }),
  });
  expect((await head('acme/tools/manifests/v1', token)).status).toBe(503);
  await fetch(`${url}/_/images/acme/tools/v1`, { method: 'DELETE' });
  expect((await head('acme/tools/manifests/v1', token)).status).toBe(404);
});
