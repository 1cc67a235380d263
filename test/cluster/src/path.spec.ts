import { baselineNamespace, baselineTag, imageOf } from './ground/baseline';
import { deployFiles } from './ground/deploySource';
import { askEdge, askPod } from './ground/edge';
import {
  expectGone,
  expectLive,
  expectWhole,
  remainsOf,
} from './ground/expectations';
import { redeliver } from './ground/github';
import { get } from './ground/kubernetes';
import { getPreview } from './ground/previews';
import { pushImage } from './ground/registry';
import { expect, listingSeconds, test } from './ground/test';
import { EdgeWatcher } from './ground/watcher';

test('opened: the link is answered by the pod of that commit', async ({
  ground,
}) => {
  const pull = await ground.pullRequest();
  await pull.open();
  const { url, liveSha, components } = await expectLive(pull);
  expect(url).toBe(`http://${pull.id}.preview.test/`);
  expect(liveSha).toBe(pull.headSha);
  expect(components).toMatchObject([{ name: 'web', health: 'healthy' }]);
  await expectWhole(pull);
  await pull.close();
  await expectGone(pull.id);
});

test('a preview calls the baseline by short names, with the routing key', async ({
  ground,
}) => {
  const pull = await ground.pullRequest();
  await pull.open();
  await expectLive(pull);
  const call = encodeURIComponent('http://cart/?call=http://payments/');
  const { pod } = await askPod(`${pull.id}.preview.test`, `/?call=${call}`);
  const cart = pod.upstream?.body;
  expect(pod.namespace).toBe(`pv-${pull.id}`);
  expect(cart?.namespace).toBe(baselineNamespace);
  expect(cart?.image).toBe(`${imageOf('cart')}:${baselineTag}`);
  expect(cart?.headers.baggage).toBe(`preview=${pull.id}`);
  expect(cart?.upstream?.body?.env.APP).toBe('payments');
  await pull.close();
  await expectGone(pull.id);
});

test("a Service that the chart brings wins over the baseline's name", async ({
  ground,
}) => {
  const path = 'charts/web/templates/cart.yaml';
  const own = deployFiles['charts/web/templates/service.yaml'];
  await ground.git.commit({ [path]: own.replace('name: web', 'name: cart') });
  const pull = await ground.pullRequest();
  await pull.open();
  await expectWhole(pull);
  await expect(async () => {
    const call = encodeURIComponent('http://cart/');
    const { pod } = await askPod(`${pull.id}.preview.test`, `/?call=${call}`);
    expect(pod.upstream?.body?.namespace).toBe(`pv-${pull.id}`);
  }).toPass({ timeout: 60_000 });
  await pull.close();
  await expectGone(pull.id);
  await ground.git.commit({ [path]: '' });
});

test('a Kustomize component gets its preview too', async ({ ground }) => {
  const pull = await ground.pullRequest('cart');
  await pull.open();
  await expectWhole(pull);
  await pull.close();
  await expectGone(pull.id);
});

test('new commit: the new pod answers, and there was no moment without an answer', async ({
  ground,
}) => {
  const pull = await ground.pullRequest();
  await pull.open();
  await expectWhole(pull);
  const before = pull.tag;
  const watcher = new EdgeWatcher(`${pull.id}.preview.test`).start();
  await pull.push();
  await pushImage('web', pull.tag);
  await expectWhole(pull);
  await watcher.stop();
  expect(watcher.failures).toEqual([]);
  expect(watcher.answers).toBeGreaterThan(10);
  expect(watcher.images).toEqual([
    expect.stringContaining(`:${before}`),
    expect.stringContaining(`:${pull.tag}`),
  ]);
  await pull.close();
  await expectGone(pull.id);
});

test('the image is waited for by name', async ({ ground }) => {
  const pull = await ground.pullRequest();
  await pull.open();
  await expectWhole(pull);
  await pull.push();
  await expect
    .poll(async () => (await getPreview(pull.id))?.reason)
    .toContain(`${imageOf('web')}:${pull.tag}`);
  // what ran before still answers meanwhile
  expect((await askEdge(`${pull.id}.preview.test`)).status).toBe(200);
  await pushImage('web', pull.tag);
  await expectWhole(pull);
  await pull.close();
  await expectGone(pull.id);
});

test('one comment tells the pull request the same, edited from phase to phase', async ({
  ground,
}) => {
  const pull = await ground.pullRequest();
  await pull.open();
  await expectLive(pull);
  const url = `http://${pull.id}.preview.test`;
  await expect
    .poll(async () => (await pull.comments()).map(({ body }) => body).join())
    .toContain(url);
  const [first] = await pull.comments();
  await pull.close();
  await expectGone(pull.id);
  await expect
    .poll(async () => (await pull.comments())[0].body)
    .not.toBe(first.body);
  expect((await pull.comments()).map(({ id }) => id)).toEqual([first.id]);
});

test('closed: a late synchronize does not bring it back', async ({
  ground,
}) => {
  const pull = await ground.pullRequest();
  await pull.open();
  await expectLive(pull);
  await pull.push();
  await pushImage('web', pull.tag);
  await expectWhole(pull);
  await pull.close();
  await expectGone(pull.id);
  await redeliver({ number: pull.number, action: 'synchronize' });
  // two listings and every hint have been looked at by then
  await new Promise(resolve => setTimeout(resolve, listingSeconds * 2_500));
  expect((await getPreview(pull.id))?.phase).toBe('gone');
  expect(await remainsOf(pull.id)).toEqual([]);
});

test('webhook lost: the listing finds what was opened, pushed and closed', async ({
  ground,
}) => {
  const pull = await ground.pullRequest();
  await pull.open({ silent: true });
  await expectWhole(pull);
  await pull.push({ silent: true });
  await pushImage('web', pull.tag);
  await expectWhole(pull);
  await pull.close({ silent: true });
  await expectGone(pull.id);
});

test('a pull request without the label gets nothing', async ({ ground }) => {
  const pull = await ground.pullRequest();
  await pull.open({ labels: [] });
  await new Promise(resolve => setTimeout(resolve, listingSeconds * 2_500));
  expect(await get('namespaces', `pv-${pull.id}`)).toBeUndefined();
});
