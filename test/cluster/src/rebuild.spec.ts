import { clearDatabase } from './ground/backend';
import {
  expectGone,
  expectLive,
  expectPhase,
  expectWhole,
  settleMilliseconds,
} from './ground/expectations';
import { PullRequest } from './ground/github';
import { get, list } from './ground/kubernetes';
import { getHistory, getPreview } from './ground/previews';
import { expect, test } from './ground/test';

/** The full measure is 20. */
const previews = Number(process.env.PREVIEWENV_REBUILD_PREVIEWS ?? 3);

/** What has to survive: the pods, by name and uid, and their namespaces. */
async function running(pulls: PullRequest[]): Promise<string[]> {
  const found: string[] = [];
  for (const { id } of pulls) {
    const namespace = `pv-${id}`;
    const pods = await list('pods', { namespace });
    const homes = await list('namespaces', {
      labels: `preview-environments.io/id=${id}`,
    });
    for (const { metadata } of [...pods, ...homes])
      found.push(`${namespace}/${metadata.name} ${metadata.uid}`);
  }
  return found.sort();
}

const namespaceOf = ({ id }: PullRequest) => `pv-${id}`;

/** Until nothing of it runs, and the Namespace says so. */
async function putToSleep(pull: PullRequest): Promise<void> {
  const namespace = namespaceOf(pull);
  await pull.comment('/preview sleep');
  await expectPhase(pull.id, 'asleep');
  await expect
    .poll(() => list('pods', { namespace }), { timeout: settleMilliseconds })
    .toEqual([]);
  expect(
    (await get('namespaces', namespace))?.metadata.annotations,
  ).toHaveProperty(['preview-environments.io/asleep-by']);
}

test('the whole database is dropped: the same previews, and the same pods, after the restart', async ({
  ground,
}) => {
  test.setTimeout((240 + previews * 60) * 1000);
  const pulls: PullRequest[] = [];
  for (let count = 0; count < previews; count += 1)
    pulls.push(await (await ground.pullRequest()).open());
  for (const pull of pulls) await expectWhole(pull);
  const closed = await (await ground.pullRequest()).open();
  const asleep = await (await ground.pullRequest()).open();
  await expectWhole(asleep);
  await putToSleep(asleep);
  await expectWhole(closed);
  const before = await running(pulls);
  expect(before.length).toBeGreaterThanOrEqual(2 * previews);
  const created = await Promise.all(
    pulls.map(async ({ id }) => (await getPreview(id))?.createdAt),
  );

  await ground.backend.kill('SIGKILL');
  await clearDatabase();
  await closed.close({ silent: true });
  await ground.backend.start();

  // A preview that began anew would be ready with the head commit too: what tells them apart is the rest.
  await expect
    .poll(async () => (await getPreview(pulls[0].id))?.phase, {
      timeout: 90_000,
    })
    .toBeDefined();
  for (const pull of pulls) await expectLive(pull);
  expect(await running(pulls)).toEqual(before);
  for (const [index, pull] of pulls.entries()) {
    await expectWhole(pull);
    expect((await getPreview(pull.id))?.createdAt).toBe(created[index]);
    const history = await getHistory(pull.id);
    expect(history.at(-1)).toMatchObject({
      cause: 'sweep',
      reason: expect.stringContaining('Rebuilt from what was found'),
    });
    expect(await pull.comments()).toHaveLength(1);
  }
  const { reason } = await expectPhase(asleep.id, 'asleep');
  expect(reason).toMatch(/^Put to sleep by platform-previews /);
  expect(await list('pods', { namespace: namespaceOf(asleep) })).toEqual([]);
  // Closed while nobody looked: known again, and taken away.
  await expectPhase(closed.id, 'gone');
  await expectGone(closed.id);

  for (const pull of [...pulls, asleep]) await pull.close();
  for (const { id } of [...pulls, asleep]) await expectGone(id);
});
