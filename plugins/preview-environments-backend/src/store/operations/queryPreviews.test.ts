import { testDatabases } from '../__testUtils__/databases';
import { aRecord, remember } from '../__testUtils__/records';
import { Store } from '../types';

const databases = testDatabases();

const base = aRecord();
function recordOf(
  number: number,
  differences: Partial<typeof base> = {},
  name = 'web',
) {
  const repository = { ...base.repository, name, id: name };
  return aRecord({
    id: `${name.toLowerCase()}-pr-${number}`,
    repository,
    pullRequest: { ...base.pullRequest, repository, number },
    ...differences,
  });
}

async function fill(store: Store) {
  const old = new Date('2026-11-01T00:00:00Z');
  for (const record of [
    recordOf(1, { createdAt: old }),
    recordOf(2, { phase: 'ready' }),
    recordOf(3),
    recordOf(4, { phase: 'gone' }),
    recordOf(5, { createdAt: old }, 'Cart'),
  ]) {
    await remember(store, record);
  }
}

describe.each(databases.ids)('queryPreviews on %s', id => {
  it.each`
    scenario                                 | query                                          | expected
    ${'all that are not gone, newest first'} | ${{}}                                          | ${['web-pr-3', 'web-pr-2', 'web-pr-1', 'cart-pr-5']}
    ${'by phase'}                            | ${{ phases: ['ready'] }}                       | ${['web-pr-2']}
    ${'those that are gone'}                 | ${{ phases: ['gone'] }}                        | ${['web-pr-4']}
    ${'by repository, whatever the case'}    | ${{ repository: 'ACME/cart' }}                 | ${['cart-pr-5']}
    ${'by host and repository'}              | ${{ repository: 'github.com/acme/cart' }}      | ${['cart-pr-5']}
    ${'of another host'}                     | ${{ repository: 'ghe.example.com/acme/cart' }} | ${[]}
    ${'by an entity that has none'}          | ${{ entityRefs: ['component:default/web'] }}   | ${[]}
    ${'of no entity at all'}                 | ${{ entityRefs: [] }}                          | ${[]}
  `('lists $scenario', async ({ query, expected }) => {
    const { store } = await databases.openStore(id);
    await fill(store);
    const found = await store.query({ limit: 50, ...query });
    expect(found.map(record => record.id)).toEqual(expected);
  });

  it('goes through the pages without a gap or a double', async () => {
    const { store } = await databases.openStore(id);
    await fill(store);
    const seen: string[] = [];
    let after: { createdAt: Date; id: string } | undefined;
    for (let page = 1; page <= 4; page++) {
      const [record] = await store.query({ limit: 1, after });
      seen.push(record.id);
      after = record;
    }
    expect(seen).toEqual(['web-pr-3', 'web-pr-2', 'web-pr-1', 'cart-pr-5']);
    expect(await store.query({ limit: 1, after })).toEqual([]);
  });

  it('tells a listing what is open', async () => {
    const { store } = await databases.openStore(id);
    await fill(store);
    await remember(store, recordOf(2, { closedAt: new Date(0) }));
    const open = await store.openPreviews({ host: 'github.com', id: 'web' });
    expect(open.map(({ number, closed }) => [number, closed])).toEqual([
      [1, false],
      [2, true],
      [3, false],
    ]);
    expect(open[0]).toMatchObject({
      id: 'web-pr-1',
      pullRequest: { head: base.pullRequest.head },
    });
  });
});
