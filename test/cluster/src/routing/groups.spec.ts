import { versionsOf } from '../chain/hops';
import { askAtEdge, askInMesh } from '../chain/requests';
import { expectGone, expectLive } from '../ground/expectations';
import { baselineNamespace } from '../ground/baseline';
import { PullRequest } from '../ground/github';
import { list } from '../ground/kubernetes';
import { Setting } from '../ground/setting';
import { expect, test } from '../ground/test';

const baseline = { web: 'baseline', cart: 'baseline', payments: 'baseline' };
/** A change of a link leads to looks at all members, and each writes its routes before sidecars follow them. */
const settled = { timeout: 30_000 };

/** Who answers down the chain, from outside and by the key alone. */
async function expectVersions(
  setting: Setting,
  { id, url }: { id: string; url?: string },
  expected: Record<string, string>,
) {
  const { host } = new URL(url!);
  await test.step(`${host} reaches ${Object.values(expected)}`, async () => {
    await expect(async () => {
      const { pod, status, headers } = await askAtEdge(setting, host);
      expect(status).toBe(200);
      expect(versionsOf(pod!)).toEqual(expected);
      expect(pod!.headers.baggage).toBe(`preview=${id}`);
      expect(headers['x-preview']).toMatch(new RegExp(`^${id};`));
    }).toPass(settled);
    await expect(async () => {
      const { pod } = await askInMesh({
        headers: [['baggage', `preview=${id}`]],
      });
      expect(versionsOf(pod!)).toEqual(expected);
    }).toPass(settled);
  });
}

const expectComment = (pull: PullRequest, text: RegExp) =>
  expect
    .poll(async () => (await pull.comments()).map(({ body }) => body).join(), {
      timeout: 60_000,
    })
    .toMatch(text);

test('any address of linked pull requests reaches the changed services of all', async ({
  ground,
  setting,
}) => {
  const web = await ground.pullRequest('web');
  const cart = await ground.pullRequest('cart');
  const payments = await ground.pullRequest('payments');
  for (const pull of [web, cart, payments]) await pull.open();
  const previews = {
    web: await expectLive(web),
    cart: await expectLive(cart),
    payments: await expectLive(payments),
  };
  const alone = { ...baseline, payments: payments.id };
  await expectVersions(setting, previews.payments, alone);

  const both = { ...baseline, web: web.id, cart: cart.id };
  await web.describe(`Depends-On: acme/cart#${cart.number}`);
  // The one that is entered by the baseline's web as long as there is no other.
  await expectVersions(setting, previews.cart, both);
  await expectVersions(setting, previews.web, both);
  await expectVersions(setting, previews.payments, alone);
  await expectComment(web, /Reaches also: .*acme\/cart/);
  await expectComment(cart, /Reaches also: .*acme\/web/);

  const all = { web: web.id, cart: cart.id, payments: payments.id };
  await payments.describe(`Depends-On: acme/cart#${cart.number}`);
  for (const preview of Object.values(previews))
    await expectVersions(setting, preview, all);

  await test.step('whoever links no more is on its own', async () => {
    await payments.describe('');
    await expectVersions(setting, previews.payments, alone);
    await expectVersions(setting, previews.web, both);
  });

  await test.step('whoever is closed leaves nothing', async () => {
    await web.close();
    await expectGone(web.id);
    await expectVersions(setting, previews.cart, {
      ...baseline,
      cart: cart.id,
    });
    await cart.close();
    await payments.close();
    for (const pull of [cart, payments]) await expectGone(pull.id);
    const left = await list('httproutes', {
      namespace: baselineNamespace,
      labels:
        'app.kubernetes.io/managed-by=preview-environments,preview-environments.io/id',
    });
    expect(left.map(({ metadata }) => metadata.name)).toEqual([]);
  });
});
