import { Branch, forBranches } from './ground/branches';
import { redefine } from './ground/definitions';
import { askEdge } from './ground/edge';
import { expectGone, expectWhole } from './ground/expectations';
import { get } from './ground/kubernetes';
import {
  BranchAnswer,
  extendPreview,
  getHistory,
  getPreview,
  notificationsOf,
} from './ground/previews';
import { expect, hostSuffix, test } from './ground/test';

/** Long enough to become ready within, and to follow a push, on a slow machine. */
const lease = '30s';
const longer = 1_000;

let restore: () => Promise<void>;

test.beforeAll(async ({ ground }) => {
  restore = await redefine(ground, {
    component: 'web',
    chained: false,
    edit: forBranches,
  });
});
test.afterAll(() => restore());

/** The catalog has to be read first when everything has just started. */
async function asked(branch: Branch, ttl: string): Promise<BranchAnswer> {
  let answer: BranchAnswer | undefined;
  await expect(async () => {
    answer = await branch.request(ttl);
  }).toPass({ timeout: 60_000 });
  return answer!;
}

const endOf = async ({ id }: Branch) =>
  Date.parse((await getPreview(id))?.expiresAt ?? '');

/** What the Namespace says of the preview. */
const stampOf = async ({ id }: Branch) =>
  (await get('namespaces', `pv-${id}`))?.metadata.annotations;

test('a branch without pull request is previewed and followed until its lease is over or it is deleted, and nothing is left', async () => {
  const leased = new Branch('new/basket');
  await leased.push();
  const { headSha, expiresAt } = await asked(leased, lease);
  expect(headSha).toBe(leased.headSha);
  await expectWhole(leased);
  const end = Date.parse(expiresAt);
  expect(await endOf(leased)).toBe(end);

  await extendPreview(leased.id, `${longer / 1_000}s`);
  await expect.poll(() => endOf(leased)).toBe(end + longer);
  await expect
    .poll(() => stampOf(leased))
    .toMatchObject({
      'preview-environments.io/branch': leased.name,
      'preview-environments.io/expires-at': new Date(
        end + longer,
      ).toISOString(),
    });
  await leased.push();
  await expectWhole(leased);

  const deleted = new Branch('old/basket');
  await deleted.push();
  await deleted.request('1h');
  await expectWhole(deleted);
  await deleted.remove();
  await expectGone(deleted.id);
  // Only another request would bring it back.
  await deleted.push();

  await expectGone(leased.id);
  expect((await askEdge(`${leased.id}.${hostSuffix}`)).status).toBe(404);
  const { reason } = (await getPreview(leased.id))!;
  expect(reason).toMatch(/^Expired: its lease is over\./);
  const removal = (await getHistory(leased.id)).findLast(
    ({ phase }) => phase === 'terminating',
  );
  expect(Date.parse(removal!.at)).toBeGreaterThanOrEqual(end + longer);
  const notices = await notificationsOf(`lease:${leased.id}`);
  expect(notices[0].title).toBe(`The preview ${leased.id} is gone`);
  expect((await getPreview(deleted.id))?.phase).toBe('gone');
});
