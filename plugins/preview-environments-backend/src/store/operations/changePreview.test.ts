import { testDatabases, expireLeases } from '../__testUtils__/databases';
import { aHint, aRecord, claimOne, remember } from '../__testUtils__/records';

const databases = testDatabases();
const id = 'web-pr-42';
const leftovers = {
  record: aRecord({ phase: 'terminating', clusters: ['dev'] }),
  reason: 'Found again.',
};
const goneRecord = aRecord({ phase: 'gone', clusters: [] });

describe.each(databases.ids)('changePreview on %s', database => {
  const openStore = () => databases.openStore(database);

  it('writes the record and the timeline, and makes a look due', async () => {
    const { store } = await openStore();
    await remember(store, goneRecord);
    expect(await store.nextDue()).toBeUndefined();
    expect(await store.change(id, 'sweep', () => leftovers)).toBe('changed');
    expect(await store.get(id)).toEqual(leftovers.record);
    const { entries } = await store.history(id, { limit: 10 });
    expect(entries).toMatchObject([
      { phase: 'terminating', reason: 'Found again.', cause: 'sweep' },
    ]);
    expect((await claimOne(store)).causes).toEqual(['sweep']);
  });

  it('sees what is remembered, and does nothing when that needs no change', async () => {
    const { store } = await openStore();
    await remember(store, goneRecord);
    const change = jest.fn(() => undefined);
    expect(await store.change(id, 'sweep', change)).toBe('unchanged');
    expect(change).toHaveBeenCalledWith(goneRecord);
    expect(await store.nextDue()).toBeUndefined();
  });

  it('does not disturb whoever looks at the preview', async () => {
    const { store } = await openStore();
    await remember(store, goneRecord);
    await store.enqueue(aHint());
    const claim = await claimOne(store);
    expect(await store.change(id, 'sweep', () => leftovers)).toBe('busy');
    expect(await store.get(id)).toEqual(goneRecord);
    const result = {
      record: goneRecord,
      history: [],
      lookAgainAfterMilliseconds: undefined,
    };
    expect(await store.complete(claim, result)).toBe(true);
  });

  it('is not written over by a worker whose lease ran out (7.3)', async () => {
    const { knex, store } = await openStore();
    await remember(store, goneRecord);
    await store.enqueue(aHint());
    const late = await claimOne(store);
    await expireLeases(knex);
    expect(await store.change(id, 'sweep', () => leftovers)).toBe('changed');
    const result = {
      record: goneRecord,
      history: [],
      lookAgainAfterMilliseconds: undefined,
    };
    expect(await store.complete(late, result)).toBe(false);
    expect(await store.get(id)).toEqual(leftovers.record);
    const next = await claimOne(store);
    expect(next.leaseGeneration).toBeGreaterThan(late.leaseGeneration);
    // Its last request may still be under way.
    expect(next.takenOverAt).toBeDefined();
  });
});

describe.each(databases.ids)('readLives on %s', database => {
  it('tells what is known of those that are asked for', async () => {
    const { store } = await databases.openStore(database);
    await remember(store, goneRecord);
    const { phaseSince } = goneRecord;
    expect(await store.lives(['web-pr-1', id])).toEqual([
      { id, phase: 'gone', phaseSince, clusters: [], blockedBy: [] },
    ]);
    expect(await store.lives([])).toEqual([]);
  });
});
