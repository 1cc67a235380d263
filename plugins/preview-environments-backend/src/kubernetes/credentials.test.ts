import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ApiServer, json } from './__testUtils__/apiServer';
import { DefaultClusters } from './clusters';
import { accessFor, parseClusterCredentials } from './credentials';
import { Service } from './resources';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'credentials-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function kubeconfig(user: object, cluster: object = {}): Promise<string> {
  const path = join(directory, 'kubeconfig');
  const server = 'http://127.0.0.1:8001';
  const document = {
    'current-context': 'dev',
    clusters: [{ name: 'dev', cluster: { server, ...cluster } }],
    users: [{ name: 'backend', user }],
    contexts: [
      { name: 'dev', context: { cluster: 'dev', user: 'backend' } },
      { name: 'broken', context: { cluster: 'dev', user: 'nobody' } },
    ],
  };
  await writeFile(path, stringify(document));
  return path;
}

describe('credentials from configuration', () => {
  it.each`
    scenario                          | value                                                | message
    ${'a provider that needs a user'} | ${{ type: 'google' }}                                | ${/credentials\.type has to be one of in-cluster, .*nobody is signed in/}
    ${'no type'}                      | ${{ path: '/x' }}                                    | ${/credentials\.type has to be one of/}
    ${'nothing'}                      | ${undefined}                                         | ${/previewEnvironments\.clusters\.dev\.credentials: /}
    ${'a missing path'}               | ${{ type: 'kubeconfig' }}                            | ${/credentials\.path: /}
    ${'an unknown field'}             | ${{ type: 'in-cluster', token: 'x' }}                | ${/token/}
    ${'a server that is no URL'}      | ${{ type: 'token-file', server: 'k8s', path: '/x' }} | ${/credentials\.server: /}
  `('refuses $scenario and names the key', ({ value, message }) => {
    expect(() => parseClusterCredentials('dev', value)).toThrow(
      expect.objectContaining({
        name: 'RefusedError',
        message: expect.stringMatching(message),
      }),
    );
  });

  it('takes what is right as it is', () => {
    const value = { type: 'kubeconfig', path: '/x', context: 'dev' };
    expect(parseClusterCredentials('dev', value)).toEqual(value);
  });
});

describe('a kubeconfig', () => {
  it('gives its token, also over plain http', async () => {
    const path = await kubeconfig({ token: 'abc' });
    const access = await accessFor('dev', { type: 'kubeconfig', path });
    expect(access.server).toBe('http://127.0.0.1:8001');
    await expect(access.authenticate()).resolves.toMatchObject({
      headers: { Authorization: 'Bearer abc' },
    });
  });

  it.each`
    scenario                          | user                                                 | cluster                        | context      | message
    ${'an auth-provider'}             | ${{ 'auth-provider': { name: 'oidc', config: {} } }} | ${{}}                          | ${undefined} | ${/user backend .* signs in by an auth-provider, which needs a person/}
    ${'a token file it would ignore'} | ${{ tokenFile: '/x' }}                               | ${{}}                          | ${undefined} | ${/use credentials of type token-file/}
    ${'a proxy'}                      | ${{ token: 'abc' }}                                  | ${{ 'proxy-url': 'http://p' }} | ${undefined} | ${/proxy-url, which is not supported/}
    ${'a context that is not there'}  | ${{ token: 'abc' }}                                  | ${{}}                          | ${'prod'}    | ${/credentials\.context: .* no usable context prod; it has: dev, broken/}
    ${'a context without its user'}   | ${{ token: 'abc' }}                                  | ${{}}                          | ${'broken'}  | ${/no usable context broken/}
  `('is refused for $scenario', async ({ user, cluster, context, message }) => {
    const path = await kubeconfig(user, cluster);
    await expect(
      accessFor('dev', { type: 'kubeconfig', path, context }),
    ).rejects.toMatchObject({
      name: 'RefusedError',
      message: expect.stringMatching(message),
    });
  });

  it('that is missing is refused with its key', async () => {
    const path = join(directory, 'nothing');
    await expect(
      accessFor('dev', { type: 'kubeconfig', path }),
    ).rejects.toMatchObject({
      name: 'RefusedError',
      message: expect.stringContaining('clusters.dev.credentials.path: ENOENT'),
    });
  });
});

describe('other credentials', () => {
  it('read a token file without its line break', async () => {
    const path = join(directory, 'token');
    await writeFile(path, 'abc\n');
    const server = 'https://127.0.0.1:6443';
    const access = await accessFor('dev', { type: 'token-file', server, path });
    await expect(access.authenticate()).resolves.toMatchObject({
      headers: { Authorization: 'Bearer abc' },
    });
  });

  it('run a command', async () => {
    const credential = JSON.stringify({ status: { token: 'from-command' } });
    const access = await accessFor('dev', {
      type: 'exec',
      server: 'https://127.0.0.1:6443',
      command: process.execPath,
      args: ['-e', `console.log(${JSON.stringify(credential)})`],
    });
    await expect(access.authenticate()).resolves.toMatchObject({
      headers: { Authorization: 'Bearer from-command' },
    });
  });

  it('are refused as in-cluster outside of one', async () => {
    await expect(
      accessFor('dev', { type: 'in-cluster' }),
    ).rejects.toMatchObject({
      name: 'RefusedError',
      message: expect.stringContaining('does not run in a cluster'),
    });
  });
});

describe('clusters', () => {
  it('are reached with their credentials, over one client each', async () => {
    const api = new ApiServer();
    await api.start();
    api.handler = (_, response) =>
      json(response, 200, { metadata: {}, items: [] });
    const path = await kubeconfig({ token: 'abc' }, { server: api.url });
    const clusters = new DefaultClusters({
      credentials: { dev: { type: 'kubeconfig', path } },
      version: '1',
    });
    await clusters.checkCredentials();
    await clusters.get('dev').list({ resource: Service });
    expect(api.received[0].headers.authorization).toBe('Bearer abc');
    expect(clusters.get('dev')).toBe(clusters.get('dev'));
    clusters.close();
    await api.stop();
  });

  it('that are not configured are refused with those that are', () => {
    const clusters = new DefaultClusters({
      credentials: { dev: { type: 'in-cluster' } },
      version: '1',
    });
    expect(() => clusters.get('prod')).toThrow(
      'There is no cluster prod in previewEnvironments.clusters; configured: dev.',
    );
    expect(() => clusters.get('constructor')).toThrow('There is no cluster');
  });

  it('are checked at start', async () => {
    const clusters = new DefaultClusters({
      credentials: { dev: { type: 'in-cluster' } },
      version: '1',
    });
    await expect(clusters.checkCredentials()).rejects.toMatchObject({
      name: 'RefusedError',
    });
  });
});
