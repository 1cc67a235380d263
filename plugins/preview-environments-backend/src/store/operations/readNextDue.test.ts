import { testDatabases } from '../__testUtils__/databases';
import { aHint, claimOne } from '../__testUtils__/records';

const databases = testDatabases();

describe.each(databases.ids)('readNextDue on %s', id => {
  it('knows that nothing is planned', async () => {
    const { store } = await databases.openStore(id);
    expect(await store.nextDue()).toBeUndefined();
  });

  it('looks at what is under way when its lease ends', async () => {
    const { store } = await databases.openStore(id);
    await store.enqueue(aHint());
    await claimOne(store);
    const due = await store.nextDue();
    expect(due).toBeGreaterThan(50_000);
    expect(due).toBeLessThanOrEqual(60_000);
  });

  it('takes the earliest', async () => {
    const { store } = await databases.openStore(id);
    await store.enqueue(aHint({ number: 1 }));
    await claimOne(store);
    await store.enqueue(aHint({ number: 2 }));
    expect(await store.nextDue()).toBe(0);
  });
});
