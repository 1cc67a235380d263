import { askAtEdge } from '../chain/requests';
import { baselineNamespace } from '../ground/baseline';
import { expectGone, expectLive } from '../ground/expectations';
import { apply, remove } from '../ground/kubernetes';
import { adoptables } from '../ground/previews';
import { expect, hostSuffix, test } from '../ground/test';
import {
  door,
  doorNamespace,
  openDoor,
  password,
  removeDoor,
  signedIn,
} from './door';

const address = `http://${door}.${doorNamespace}.svc.cluster.local/`;
const baselineHost = 'stripped.apps.test';

test.use({
  setting: {
    chained: true,
    cluster: {
      protection: { type: 'traefik', forwardAuth: { address } },
    },
  },
});

test.beforeAll(openDoor);
test.afterAll(removeDoor);

test('Traefik: nobody sees a preview without a login, and it is ready all the same', async ({
  ground,
  setting,
}) => {
  const pull = await ground.pullRequest('web');
  await pull.open();
  const { reason } = await expectLive(pull);
  expect(reason).toMatch(/login/);
  const host = `${pull.id}.${hostSuffix}`;
  const stranger = await askAtEdge(setting, host, { path: '/' });
  expect([stranger.status, stranger.headers['x-preview']]).toEqual([
    401,
    undefined,
  ]);
  const known = await askAtEdge(setting, host, { headers: signedIn });
  expect([known.status, known.pod?.namespace]).toEqual([200, `pv-${pull.id}`]);
  const wrong = await askAtEdge(setting, host, {
    headers: [['authorization', `Bearer not-${password}`]],
  });
  expect(wrong.status).toBe(401);
  await pull.close();
  await expectGone(pull.id);
});

test('Traefik: the generated middleware takes clients’ keys off hosts of the baseline', async ({
  ground,
  setting,
}) => {
  expect(ground.backend.running).toBe(true);
  const found = await adoptables('dev');
  const { object } = found.find(({ purpose }) => purpose === 'key-stripping')!;
  const middleware = object as { metadata: { name: string } };
  // beside the route, which is where one of the shared environment may name it
  await apply({
    ...middleware,
    metadata: { ...middleware.metadata, namespace: baselineNamespace },
  });
  await apply({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'stripped', namespace: baselineNamespace },
    spec: {
      parentRefs: [{ name: 'edge', namespace: 'infra', sectionName: 'apps' }],
      hostnames: [baselineHost],
      rules: [
        {
          filters: [
            {
              type: 'ExtensionRef',
              extensionRef: {
                group: 'traefik.io',
                kind: 'Middleware',
                name: middleware.metadata.name,
              },
            },
          ],
          backendRefs: [{ name: 'web', port: 80 }],
        },
      ],
    },
  });
  await expect(async () => {
    const { pod } = await askAtEdge(setting, baselineHost, {
      path: '/',
      headers: [
        ['baggage', 'preview=web-pr-1'],
        ['x-preview', 'web-pr-1'],
        ['x-other', 'kept'],
      ],
    });
    expect(pod?.headers).toMatchObject({ 'x-other': 'kept' });
    expect(pod?.headers.baggage).toBeUndefined();
    expect(pod?.headers['x-preview']).toBeUndefined();
  }).toPass({ timeout: 10_000 });
  await remove('httproutes', 'stripped', { namespace: baselineNamespace });
});
