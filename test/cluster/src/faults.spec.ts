import { setTimeout as pause } from 'node:timers/promises';
import { askEdge } from './ground/edge';
import {
  expectGone,
  expectPhase,
  expectReason,
  expectWhole,
  remainsOf,
} from './ground/expectations';
import { PullRequest } from './ground/github';
import { apply, get, list, remove } from './ground/kubernetes';
import { argoNamespace } from './ground/place';
import { preparePlatform } from './ground/platform';
import { getPreview } from './ground/previews';
import { randomNumbers, seed } from './ground/random';
import { expect, Ground, test } from './ground/test';

const kills = 10;
/** Creating and closing take some seconds each; the moments are spread over them. */
const latestKillMilliseconds = 6_000;

test.afterEach(async ({ ground }) => {
  await ground.door.open();
  await ground.backend.start();
});

/** Does something to each pull request, and kills the backend at a random moment after it. */
async function killAfterEach(
  ground: Ground,
  pulls: PullRequest[],
  act: (pull: PullRequest) => Promise<void>,
): Promise<void> {
  const random = randomNumbers();
  for (const pull of pulls) {
    await ground.backend.start();
    await act(pull);
    await pause(random() * latestKillMilliseconds);
    await ground.backend.kill('SIGKILL');
  }
  await ground.backend.start();
}

test('killed at ten random moments of create and of close: the same end', async ({
  ground,
}) => {
  test.setTimeout(900_000);
  test.info().annotations.push({ type: 'seed', description: `${seed}` });
  const pulls: PullRequest[] = [];
  for (let count = 0; count < kills; count += 1) {
    pulls.push(await ground.pullRequest());
  }
  await killAfterEach(ground, pulls, async pull => {
    await pull.open();
  });
  for (const pull of pulls) await expectWhole(pull);
  await killAfterEach(ground, pulls, pull => pull.close());
  for (const { id } of pulls) await expectGone(id);
});

test('cluster unreachable: said so, and nothing is taken for gone', async ({
  ground,
}) => {
  const running = await ground.pullRequest();
  const late = await ground.pullRequest();
  await running.open();
  await expectWhole(running);
  await ground.door.shut();
  await late.open();
  await expectReason(late.id, /cluster dev|dev.*reach/i);
  await running.close();
  await expectReason(running.id, /cluster dev|dev.*reach/i);
  expect((await getPreview(running.id))?.phase).not.toBe('gone');
  expect((await remainsOf(running.id)).length).toBeGreaterThan(0);
  await ground.door.open();
  await expectGone(running.id);
  await expectWhole(late);
  await late.close();
  await expectGone(late.id);
});

test('AppProject missing: the reason names it, and the preview comes when it is there', async ({
  ground,
}) => {
  expect(await list('applications', { namespace: argoNamespace })).toEqual([]);
  await remove('appprojects', 'previews', { namespace: 'argocd' });
  const pull = await ground.pullRequest();
  await pull.open();
  await expectReason(pull.id, /project previews .*not exist/);
  await preparePlatform();
  await expectWhole(pull);
  await pull.close();
  await expectGone(pull.id);
});

test("a host taken by someone else's route: the holder is named and left alone", async ({
  ground,
}) => {
  const pull = await ground.pullRequest();
  const host = `${pull.id}.preview.test`;
  await apply({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'squatter', namespace: 'shop' },
    spec: {
      parentRefs: [
        { name: 'edge', namespace: 'infra', sectionName: 'preview' },
      ],
      hostnames: [host],
      rules: [{ backendRefs: [{ name: 'payments', port: 80 }] }],
    },
  });
  await pull.open();
  await expectReason(pull.id, /shop\/squatter/);
  expect(await list('httproutes', { namespace: `pv-${pull.id}` })).toEqual([]);
  const { text } = await askEdge(host);
  expect(JSON.parse(text).env.APP).toBe('payments');
  await pull.close();
  await expectGone(pull.id);
  expect(await get('httproutes', 'squatter', 'shop')).toBeDefined();
  await remove('httproutes', 'squatter', { namespace: 'shop' });
});

test('a namespace of that name that is not ours is neither used nor removed', async ({
  ground,
}) => {
  const pull = await ground.pullRequest();
  const name = `pv-${pull.id}`;
  await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  await pull.open();
  await expectPhase(pull.id, 'failed');
  await expectReason(pull.id, new RegExp(`${name}.*not ours`));
  await pull.close();
  await expectPhase(pull.id, 'gone');
  expect(await get('namespaces', name)).toBeDefined();
  await remove('namespaces', name);
});
