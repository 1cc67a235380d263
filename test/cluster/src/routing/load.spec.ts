import { Load } from '../chain/Load';
import { Timeline } from '../chain/Timeline';
import { askAtEdge } from '../chain/requests';
import { baselineNamespace, baselineRoute } from '../ground/baseline';
import { Component } from '../ground/backendConfig';
import { expectGone, expectLive } from '../ground/expectations';
import { apply, remove } from '../ground/kubernetes';
import { randomNumbers } from '../ground/random';
import { expect, Ground, hostSuffix, test } from '../ground/test';

const requestCount = 10_000;
const connections = 4;
/** Each of the three is made and removed so often, at least. */
const leastLives = 2;
const livesFor = { timeout: 120_000 };

const baselineHost = 'shop.apps.test';

test('ten thousand requests meet no wrong version, and the baseline refuses none, while previews come and go', async ({
  ground,
  setting,
}) => {
  test.skip(
    setting.gateway !== undefined,
    'the mesh is the same behind every gateway',
  );
  test.setTimeout(900_000);
  await apply(baselineRoute('shop', baselineHost));
  await expect
    .poll(async () => (await askAtEdge(setting, baselineHost)).status)
    .toBe(200);
  const timeline = new Timeline().start();
  const load = new Load({
    setting,
    timeline,
    random: randomNumbers(),
    baselineHost,
    hostOf: id => `${id}.${hostSuffix}`,
  });
  const enough = () => load.tally.requests >= requestCount;
  let over = false;
  const loading = load.run(connections, () => over && enough());
  // two previews of the middle service and one of the last
  const lives = (['cart', 'cart', 'payments'] as const).map(component =>
    liveAgain(ground, { component, timeline, until: enough }),
  );
  const counts = await Promise.all(lives).finally(() => {
    over = true;
  });
  await loading;
  await timeline.stop();
  await remove('httproutes', 'shop', { namespace: baselineNamespace });
  const { wrong, refused, ...numbers } = load.tally;
  console.log(JSON.stringify({ ...numbers, lives: counts }));
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(refused.slice(0, 5)).toEqual([]);
  expect(numbers.requests).toBeGreaterThanOrEqual(requestCount);
  // it was no idle load
  expect(numbers.baseline).toBeGreaterThan(requestCount / 4);
  expect(numbers.previewed).toBeGreaterThan(requestCount / 20);
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(leastLives);
});

/** Opens pull requests, one after the other, waits until each is live and closes it. Answers how many there were. */
async function liveAgain(
  ground: Ground,
  options: { component: Component; timeline: Timeline; until: () => boolean },
): Promise<number> {
  const { component, timeline, until } = options;
  let lives = 0;
  while (lives < leastLives || !until()) {
    const pull = await ground.pullRequest(component);
    timeline.of(pull.id);
    await pull.open();
    await expectLive(pull);
    // longer than the grace of the rule: there are requests that the baseline must not answer
    await expect
      .poll(
        () => performance.now() - (timeline.of(pull.id).readyAt ?? Infinity),
        livesFor,
      )
      .toBeGreaterThan(8_000);
    timeline.closed(pull.id);
    await pull.close();
    await expectGone(pull.id);
    lives += 1;
  }
  return lives;
}
