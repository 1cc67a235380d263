import { setTimeout as pause } from 'node:timers/promises';
import { writesBy } from './ground/auditLog';
import { expectSaid, ourComment } from './ground/comments';
import { askEdge, askPod } from './ground/edge';
import {
  expectGone,
  expectPhase,
  expectReason,
  expectWhole,
  remainsOf,
  settleMilliseconds,
} from './ground/expectations';
import { PullRequest, putPermissions } from './ground/github';
import { backendUser } from './ground/place';
import { getHistory, getPreview } from './ground/previews';
import { digestOf, pushImage } from './ground/registry';
import { expect, hostSuffix, listingSeconds, test } from './ground/test';

/** What of a preview runs, or leads to what does. The names of the baseline stay. */
const running = /^(Application|HTTPRoute|Deployment|Pod) |^Service .*\/web$/;

/** Nobody whom other specs have refused: that is remembered for a while. */
const reader = 'trudy';

test.beforeAll(async ({ ground: _ }) => putPermissions({ [reader]: 'read' }));

async function expectSign(
  pull: PullRequest,
  comment: number,
  sign: '+1' | 'confused',
): Promise<void> {
  await expect
    .poll(() => pull.reactions(comment), { timeout: settleMilliseconds })
    .toEqual([sign]);
}

const command = async (pull: PullRequest, text: string) =>
  expectSign(pull, await pull.comment(text), '+1');

/** All that a command could have changed. */
async function standing(pull: PullRequest) {
  return {
    preview: await getPreview(pull.id),
    history: await getHistory(pull.id),
    comment: await ourComment(pull),
  };
}

/** Who may only read commands, and nothing comes of it but one sign: the others are not even looked at. */
async function expectDeaf(pull: PullRequest, commands: string[]) {
  const before = await standing(pull);
  const since = new Date();
  const comments: number[] = [];
  for (const text of commands)
    comments.push(await pull.commentAs(reader, text));
  const [first, ...others] = comments;
  await expectSign(pull, first, 'confused');
  await pause(listingSeconds * 1_000);
  for (const other of others) expect(await pull.reactions(other)).toEqual([]);
  expect(await standing(pull)).toEqual(before);
  const writes = await writesBy(backendUser, since);
  expect(writes.filter(write => write.includes(pull.id))).toEqual([]);
}

/** Nothing of it runs, and what belongs to it otherwise is there. */
async function expectStopped({ id }: PullRequest): Promise<void> {
  await expect
    .poll(
      async () => (await remainsOf(id)).filter(object => running.test(object)),
      { timeout: settleMilliseconds },
    )
    .toEqual([]);
  const left = await remainsOf(id);
  expect(left).toContain(`Namespace /pv-${id}`);
}

test('commands in comments put to sleep, wake, and deploy again, for those who may write', async ({
  ground,
}) => {
  const pull = await ground.pullRequest();
  const host = `${pull.id}.${hostSuffix}`;
  await pull.open();
  await expectWhole(pull);
  await expectSaid(pull, `http://${host}`);
  const names = ['sleep', 'delete', 'redeploy', 'keep', 'extend 2d'];
  await expectDeaf(
    pull,
    names.map(name => `/preview ${name}`),
  );

  await command(pull, '/preview sleep');
  await expectPhase(pull.id, 'asleep');
  await expectStopped(pull);
  expect((await askEdge(host)).status).toBe(404);
  await expectSaid(pull, '`/preview wake`');

  await pull.push();
  await pushImage('web', pull.tag);
  const waits = new RegExp(
    `^Put to sleep .* ${pull.headSha.slice(0, 7)}, which was pushed`,
  );
  await expectReason(pull.id, waits);
  await expectPhase(pull.id, 'asleep');

  await command(pull, '/preview wake');
  await expectWhole(pull);

  await pushImage('web', pull.tag, 2);
  const rebuilt = await digestOf('web', pull.tag);
  expect((await askPod(host)).pod.image).not.toContain(rebuilt);
  await command(pull, '/preview redeploy');
  // Until it has begun, what ran before is whole.
  await expect(() => expectWhole(pull)).toPass({ timeout: settleMilliseconds });
  await expectSaid(pull, `http://${host}`);
  await pull.close();
  await expectGone(pull.id);
});
