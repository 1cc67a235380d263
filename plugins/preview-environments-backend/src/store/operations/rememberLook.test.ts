import { testDatabases } from '../__testUtils__/databases';
import { aHint, aRecord, claimOne } from '../__testUtils__/records';
import { rememberLook } from './rememberLook';

const databases = testDatabases();
const entry = {
  phase: 'provisioning' as const,
  reason: 'Making it.',
  cause: 'timer',
};
const result = { record: aRecord(), history: [entry] };

describe.each(databases.ids)('rememberLook on %s', id => {
  const claimed = async () => {
    const opened = await databases.openStore(id);
    await opened.store.enqueue(aHint());
    return { ...opened, claim: await claimOne(opened.store) };
  };
  const timeline = async (
    store: Awaited<ReturnType<typeof claimed>>['store'],
  ) => (await store.history('web-pr-42', { limit: 10 })).entries;

  it('writes down the record and its history, and the look goes on', async () => {
    const { store, claim } = await claimed();
    expect(await store.remember(claim, result)).toBe(true);
    expect(await store.get('web-pr-42')).toEqual(aRecord());
    expect(await timeline(store)).toMatchObject([entry]);
    expect(
      await store.complete(claim, {
        record: aRecord({ phase: 'deploying' }),
        history: [],
        lookAgainAfterMilliseconds: undefined,
      }),
    ).toBe(true);
  });

  it('leaves what came meanwhile to the next look', async () => {
    const { store, claim } = await claimed();
    await store.enqueue({ ...aHint(), cause: 'listing' });
    await store.remember(claim, result);
    await store.complete(claim, {
      ...result,
      history: [],
      lookAgainAfterMilliseconds: undefined,
    });
    expect((await claimOne(store)).causes).toEqual(['listing']);
  });

  it('refuses who lost the lease', async () => {
    const { store, claim } = await claimed();
    await store.release([claim]);
    await claimOne(store);
    expect(await store.remember(claim, result)).toBe(false);
    expect(await store.get('web-pr-42')).toBeUndefined();
    expect(await timeline(store)).toEqual([]);
  });

  it('tells nothing twice when the answer to the first attempt was lost', async () => {
    const { knex, store, claim } = await claimed();
    await rememberLook(knex, claim, result);
    expect(await rememberLook(knex, claim, result)).toBe(true);
    expect(await timeline(store)).toHaveLength(1);
  });
});
