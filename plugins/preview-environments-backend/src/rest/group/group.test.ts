import { mockCredentials } from '@backstage/backend-test-utils';
import { Linked } from '../../preview';
import { componentRecord, record } from '../../preview/__testUtils__/builders';
import { openHouse } from '../__testUtils__/house';
import { toGroupMember } from './toJson';

const caller = mockCredentials.user();
const cart: Linked = {
  previewId: 'cart-pr-12',
  host: 'github.com',
  owner: 'acme',
  name: 'cart',
  number: 12,
  url: 'https://github.com/acme/cart/pull/12',
  nameable: false,
  services: ['shop/cart'],
  because: undefined,
};
const unknown: Linked = {
  ...cart,
  previewId: undefined,
  name: 'pay',
  url: undefined,
  nameable: true,
  services: [],
  because: 'unknown',
};
const web = record({
  components: [componentRecord('web')],
  group: { links: [], stands: [], linked: [cart, unknown] },
});
const ofCart = record({
  id: 'cart-pr-12',
  phase: 'degraded',
  components: [componentRecord('cart')],
});

async function groupIn(house: Parameters<typeof openHouse>[0]) {
  const { previews } = openHouse(house);
  const { group } = await previews.get(web.id, caller);
  return group?.map(member => toGroupMember(member, web));
}

const namesPay = {
  pullRequest: { slug: 'acme/pay', number: 12 },
  services: [],
  reason: 'has no preview here',
};

describe('the group of a preview', () => {
  it('names those whose components the caller may see, and those that the pull request itself names', async () => {
    expect(await groupIn({ records: [web, ofCart] })).toEqual([
      {
        id: 'cart-pr-12',
        phase: 'degraded',
        pullRequest: {
          slug: 'acme/cart',
          number: 12,
          url: 'https://github.com/acme/cart/pull/12',
        },
        services: ['shop/cart'],
      },
      namesPay,
    ]);
  });

  it.each`
    scenario                          | house
    ${'the caller may not see'}       | ${{ records: [web, ofCart], hidden: ['component:default/cart'] }}
    ${'has been forgotten meanwhile'} | ${{ records: [web] }}
  `('says nothing but that there is one that $scenario', async ({ house }) => {
    expect(await groupIn(house)).toEqual([{ services: [] }, namesPay]);
  });

  it('is left out of lists, and where there is none', async () => {
    const { previews } = openHouse({ records: [web, ofCart] });
    const { items } = await previews.list({ limit: 9 }, caller);
    expect(items.map(({ group }) => group)).toEqual([undefined, undefined]);
    const alone = await previews.get('cart-pr-12', caller);
    expect(alone.group).toBeUndefined();
  });

  it('makes no link of what is no address of a page', () => {
    const url = ['javascript', 'alert(1)'].join(':');
    const member = { linked: { ...cart, url } };
    expect(
      toGroupMember({ ...member, record: undefined, hidden: false }, web),
    ).toMatchObject({ pullRequest: { slug: 'acme/cart', number: 12 } });
    expect(
      JSON.stringify(
        toGroupMember({ ...member, record: undefined, hidden: false }, web),
      ),
    ).not.toContain('javascript');
  });
});
