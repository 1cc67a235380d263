import { definitionOf, githubHost } from './ground/backendConfig';
import { expectSaid } from './ground/comments';
import { expectGone, expectLive, expectWhole } from './ground/expectations';
import { putFile } from './ground/github';
import { get } from './ground/kubernetes';
import { getHistory, getPreview } from './ground/previews';
import { pushImage } from './ground/registry';
import { expect, Ground, hostSuffix, test } from './ground/test';

/** Long enough to become ready within, on a slow machine. */
const idleSeconds = 60;

async function define(ground: Ground, expiry?: object): Promise<void> {
  const text = definitionOf('web', { repoURL: ground.git.url, hostSuffix });
  const lines = expiry ? `  expiry: ${JSON.stringify(expiry)}\n` : '';
  await putFile('web', 'preview.yaml', text + lines);
}

test.afterEach(({ ground }) => define(ground));

test('a preview that nobody works on is announced, goes wholly, and comes back with a commit', async ({
  ground,
}) => {
  test.setTimeout(360_000);
  await define(ground, { idle: `${idleSeconds}s` });
  const pull = await ground.pullRequest();
  await pull.open();
  await expectWhole(pull);
  const { expiresAt, expiryReason } = (await getPreview(pull.id))!;
  expect(expiryReason).toBe('idle for 1 minute');
  const namespace = await get('namespaces', `pv-${pull.id}`);
  expect(
    namespace?.metadata.annotations?.['preview-environments.io/expires-at'],
  ).toBe(expiresAt);

  await expectSaid(pull, 'It goes on');
  await expectGone(pull.id);
  const { reason } = (await getPreview(pull.id))!;
  expect(reason).toMatch(/^Expired: idle for 1 minute\..*\/preview/);
  await expectSaid(pull, 'Expired: idle for 1 minute');

  await pull.push();
  await pushImage('web', pull.tag);
  await expectWhole(pull);
  await pull.close();
  await expectGone(pull.id);
});

test('commands in comments extend, keep, remove and bring back', async ({
  ground,
}) => {
  test.setTimeout(360_000);
  await define(ground, { idle: '12h' });
  const pull = await ground.pullRequest();
  await pull.open();
  const { expiresAt } = await expectLive(pull);

  const command = async (text: string, sign: '+1' | 'confused') => {
    const id = await pull.comment(text);
    await expect
      .poll(() => pull.reactions(id), { timeout: 60_000 })
      .toEqual([sign]);
  };
  await command('/preview extend 2d', '+1');
  await expect
    .poll(async () => Date.parse((await getPreview(pull.id))?.expiresAt ?? ''))
    .toBe(Date.parse(expiresAt!) + 2 * 86_400_000);
  await expectSaid(pull, 'It stays until');

  await command('/preview keep', '+1');
  await expect.poll(async () => (await getPreview(pull.id))?.kept).toBe(true);
  await command('/preview keep', 'confused');
  await expectSaid(pull, 'It is kept, and does not expire');
  await expectSaid(pull, 'It is kept already.');
  await expect
    .poll(
      async () =>
        (
          await get('namespaces', `pv-${pull.id}`)
        )?.metadata.annotations?.['preview-environments.io/kept'],
    )
    .toBe('true');

  await command('/preview dance', 'confused');
  await command('/preview delete', '+1');
  await expectGone(pull.id);
  await command('/preview', '+1');
  await expectWhole(pull);
  const causes = (await getHistory(pull.id)).map(({ cause }) => cause);
  expect(causes).toContain(`comment of platform-previews on ${githubHost}`);
  await pull.close();
  await expectGone(pull.id);
});
