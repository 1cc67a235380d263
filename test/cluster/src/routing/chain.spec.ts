import { versionsOf } from '../chain/hops';
import { askAtEdge, askInMesh } from '../chain/requests';
import { HeaderLines } from '../dataplane/rawRequest';
import { expectGone, expectLive } from '../ground/expectations';
import { baselineNamespace } from '../ground/baseline';
import { list } from '../ground/kubernetes';
import { expect, test } from '../ground/test';

const baseline = { web: 'baseline', cart: 'baseline', payments: 'baseline' };
const key = (id: string): HeaderLines => [['baggage', `a=b,preview=${id}`]];

const inMesh = async (headers: HeaderLines = []) => {
  const { pod, status, text } = await askInMesh({ headers });
  if (!pod) throw new Error(`web answered ${status}: ${text}`);
  return versionsOf(pod);
};

/** What leads requests to the baseline as long as a Service may be previewed, whether one is or not. */
async function routesOfNoPreview() {
  const routes = await list('httproutes', {
    namespace: baselineNamespace,
    labels:
      'app.kubernetes.io/managed-by=preview-environments,!preview-environments.io/id',
  });
  return routes.map(({ metadata }) => metadata.name);
}

/** Sidecars follow a route within a second of its being written; the rule allows five. */
const inForce = { timeout: 5_000 };

test('one URL in, and the preview is met wherever there is one', async ({
  ground,
  setting,
}) => {
  const pulls = {
    web: await ground.pullRequest('web'),
    cart: await ground.pullRequest('cart'),
    payments: await ground.pullRequest('payments'),
  };
  for (const pull of Object.values(pulls)) await pull.open();
  for (const [service, pull] of Object.entries(pulls)) {
    const { url } = await expectLive(pull);
    const host = new URL(url!).host;
    await test.step(`${service}: ${host}`, async () => {
      await expect(async () => {
        const { pod, status, headers } = await askAtEdge(setting, host, {
          // a client's own key is none
          headers: key('somebody-else-pr-1'),
        });
        expect(status).toBe(200);
        expect(versionsOf(pod!)).toEqual({ ...baseline, [service]: pull.id });
        expect(pod!.headers.baggage).toBe(`preview=${pull.id}`);
        expect(headers['x-preview']).toBe(`${pull.id};${pull.headSha}`);
        expect(headers['x-robots-tag']).toBe('noindex');
      }).toPass(inForce);
      await expect(async () =>
        expect(await inMesh(key(pull.id))).toEqual({
          ...baseline,
          [service]: pull.id,
        }),
      ).toPass(inForce);
    });
  }
  await test.step('without a key, or with nearly one, it is the baseline', async () => {
    expect(await inMesh()).toEqual(baseline);
    expect(await inMesh(key(`${pulls.cart.id}0`))).toEqual(baseline);
    expect(await inMesh(key(`x${pulls.cart.id}`))).toEqual(baseline);
  });
  await test.step('afterwards the key leads nowhere else', async () => {
    for (const pull of Object.values(pulls)) await pull.close();
    for (const pull of Object.values(pulls)) await expectGone(pull.id);
    expect(await inMesh(key(pulls.cart.id))).toEqual(baseline);
    expect(await inMesh()).toEqual(baseline);
    expect(await routesOfNoPreview()).toHaveLength(3);
  });
});
