import { askAtEdge } from '../chain/requests';
import { expectGone, expectLive, expectReason } from '../ground/expectations';
import { apply, kubectl } from '../ground/kubernetes';
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
import { expectStripped } from './stripping';

test.use({
  setting: {
    chained: true,
    gateway: 'edge-istio',
    // the kit's mesh configuration has a provider of that name
    cluster: { protection: { type: 'istio', provider: door } },
  },
});

test.beforeAll(openDoor);
test.afterAll(async () => {
  await kubectl([
    ...['-n', doorNamespace, 'delete', '--all'],
    'authorizationpolicies,envoyfilters',
  ]);
  await removeDoor();
});

const objectFor = async (purpose: string) =>
  (await adoptables('dev')).find(each => each.purpose === purpose)!.object;

test('Istio: nobody sees a preview without a login, and it is ready all the same', async ({
  ground,
  setting,
}) => {
  const pull = await ground.pullRequest('web');
  const host = `${pull.id}.${hostSuffix}`;
  await pull.open();
  await expectReason(pull.id, /answers without a login/);
  await apply(await objectFor('login'));
  const { reason } = await expectLive(pull);
  expect(reason).toMatch(/login/);
  const strangers: [string, string][][] = [
    [],
    [['authorization', `Bearer not-${password}`]],
  ];
  for (const headers of strangers) {
    const stranger = await askAtEdge(setting, host, { path: '/', headers });
    expect([stranger.status, stranger.pod?.namespace]).toEqual([
      401,
      doorNamespace,
    ]);
  }
  const withPort = await askAtEdge(setting, `${host}:80`, { path: '/' });
  expect([withPort.status, withPort.pod?.namespace]).toEqual([
    401,
    doorNamespace,
  ]);
  const known = await askAtEdge(setting, host, { headers: signedIn });
  expect([known.status, known.pod?.namespace]).toEqual([200, `pv-${pull.id}`]);
  await pull.close();
  await expectGone(pull.id);
});

test('Istio: the generated filter takes clients’ keys off, and previews still get theirs', async ({
  ground,
  setting,
}) => {
  const pull = await ground.pullRequest('web');
  await apply(await objectFor('login'));
  await pull.open();
  await expectLive(pull);
  await apply(await objectFor('key-stripping'));
  await expectStripped(setting, { id: pull.id, headers: signedIn });
  await pull.close();
  await expectGone(pull.id);
});
