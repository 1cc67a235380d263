import { testDatabases } from '../__testUtils__/databases';
import { aHint, aRecord, claimOne, remember } from '../__testUtils__/records';
import { Store } from '../types';

const databases = testDatabases();

async function failAt(store: Store, number: number): Promise<void> {
  await store.enqueue(aHint({ number }));
  await store.fail(await claimOne(store), {
    message: `boom at ${number}`,
    retryAfterMilliseconds: 300_000,
    unknown: true,
  });
}

describe.each(databases.ids)('readTroubles on %s', id => {
  it('tells the failed looks of those asked for, in one statement', async () => {
    const { knex, store } = await databases.openStore(id);
    await failAt(store, 1);
    await failAt(store, 2);
    await remember(store, aRecord());
    await failAt(store, 3);
    const statements: string[] = [];
    knex.on('query', ({ sql }: { sql: string }) => statements.push(sql));

    const troubles = await store.troubles([
      'web-pr-1',
      'web-pr-3',
      'web-pr-42',
      'web-pr-99',
    ]);

    expect([...troubles.keys()].sort()).toEqual(['web-pr-1', 'web-pr-3']);
    expect(troubles.get('web-pr-3')).toEqual({
      attempts: 1,
      message: 'boom at 3',
      nextLookAt: expect.any(Date),
      since: expect.any(Date),
      parked: false,
    });
    expect(statements).toHaveLength(1);
  });

  it('knows of no trouble when nothing is asked for', async () => {
    const { store } = await databases.openStore(id);
    await failAt(store, 1);
    expect(await store.troubles([])).toEqual(new Map());
  });
});
