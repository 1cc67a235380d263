import { testDatabases } from './__testUtils__/databases';
import { aHint, aRecord, claimOne } from './__testUtils__/records';
import { DefaultStore } from './DefaultStore';

const databases = testDatabases();

describe.each(databases.ids)('what has been made due, on %s', id => {
  const known = 'web-pr-42';
  const ways: [string, (store: DefaultStore) => Promise<unknown>][] = [
    ['a hint at a pull request', store => store.enqueue(aHint())],
    ['a watch of a cluster', store => store.enqueueKnown(known, 'watch Pod')],
    [
      'a person',
      store =>
        store.request(known, { kind: 'redeploy', requestedBy: 'user:mona' }),
    ],
  ];

  it.each(ways)('is told at once when it came from %s', async (_, way) => {
    const { knex, store } = await databases.openStore(id);
    await store.enqueue(aHint());
    await store.complete(await claimOne(store), {
      record: aRecord(),
      history: [],
      lookAgainAfterMilliseconds: undefined,
    });
    let dueWhenTold: Promise<number | undefined> | undefined;
    store.onDue(() => {
      dueWhenTold = store.nextDue();
    });
    await way(store);
    await expect(dueWhenTold).resolves.toBeLessThanOrEqual(0);
    await knex.destroy();
  });
});
