import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expectGone } from './ground/expectations';
import { apply, get, kubectl, remove } from './ground/kubernetes';
import { getPreview } from './ground/previews';
import { expect, hostSuffix, test } from './ground/test';

const execute = promisify(execFile);
const namespace = 'infra';
const listener = 'secure';
const certificate = 'untrusted';

test.use({
  setting: {
    chained: false,
    gateway: 'edge-eg',
    cluster: { gateway: { listener, publicScheme: 'https' } },
  },
});

async function selfSigned(): Promise<{ key: string; cert: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'kit-tls-'));
  const [key, cert] = ['tls.key', 'tls.crt'].map(name => join(directory, name));
  try {
    await execute('openssl', [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'],
      ...['-subj', `/CN=*.${hostSuffix}`, '-keyout', key, '-out', cert],
    ]);
    return {
      key: await readFile(key, 'utf8'),
      cert: await readFile(cert, 'utf8'),
    };
  } finally {
    await rm(directory, { recursive: true });
  }
}

interface Listener {
  name: string;
}

async function setListeners(change: (listeners: Listener[]) => object[]) {
  const gateway = await get('gateways', 'edge-eg', namespace);
  const { spec } = gateway as unknown as { spec: { listeners: Listener[] } };
  const others = spec.listeners.filter(({ name }) => name !== listener);
  await kubectl([
    ...['-n', namespace, 'patch', 'gateway', 'edge-eg', '--type=merge', '-p'],
    JSON.stringify({ spec: { listeners: change(others) } }),
  ]);
}

test.beforeAll(async () => {
  const { key, cert } = await selfSigned();
  await apply({
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/tls',
    metadata: { name: certificate, namespace },
    stringData: { 'tls.key': key, 'tls.crt': cert },
  });
  await setListeners(others => [
    ...others,
    {
      ...others.find(({ name }) => name === 'preview'),
      name: listener,
      port: 443,
      protocol: 'HTTPS',
      tls: { mode: 'Terminate', certificateRefs: [{ name: certificate }] },
    },
  ]);
});

test.afterAll(async () => {
  await setListeners(others => others);
  await remove('secrets', certificate, { namespace });
});

test('the failing hop is named: TLS', async ({ ground }) => {
  const pull = await ground.pullRequest();
  await pull.open();
  await expect
    .poll(() => getPreview(pull.id), { timeout: 90_000 })
    .toMatchObject({
      failingHop: {
        hop: 'tls',
        host: `${pull.id}.${hostSuffix}`,
        problem: 'untrusted',
      },
      reason: expect.stringMatching(/issuer/),
    });
  await pull.close();
  await expectGone(pull.id);
});
