import { askAtEdge } from '../chain/requests';
import { expectGone, expectLive, expectReason } from '../ground/expectations';
import { apply, kubectl } from '../ground/kubernetes';
import { adoptables } from '../ground/previews';
import { expect, hostSuffix, test } from '../ground/test';
import { door, doorNamespace, openDoor, removeDoor, signedIn } from './door';
import { expectStripped } from './stripping';

test.use({
  setting: {
    chained: true,
    gateway: 'edge-eg',
    cluster: {
      protection: {
        type: 'envoy-gateway',
        externalAuth: { service: door, namespace: doorNamespace, port: 80 },
      },
    },
  },
});

test.beforeAll(openDoor);
test.afterAll(async () => {
  await kubectl([
    ...['-n', doorNamespace, 'delete', '--all'],
    'securitypolicies,clienttrafficpolicies',
  ]);
  await removeDoor();
});

const objectFor = async (purpose: string) =>
  (await adoptables('dev')).find(each => each.purpose === purpose)!.object;

test('Envoy Gateway: nobody sees a preview without a login, and it is ready all the same', async ({
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
  const stranger = await askAtEdge(setting, host, { path: '/' });
  expect([stranger.status, stranger.pod?.namespace]).toEqual([
    401,
    doorNamespace,
  ]);
  const known = await askAtEdge(setting, host, { headers: signedIn });
  expect([known.status, known.pod?.namespace]).toEqual([200, `pv-${pull.id}`]);
  await pull.close();
  await expectGone(pull.id);
});

test('Envoy Gateway: the generated policy takes clients’ keys off, and previews still get theirs', async ({
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
