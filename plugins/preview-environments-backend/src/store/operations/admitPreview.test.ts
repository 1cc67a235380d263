import { countWrites, testDatabases } from '../__testUtils__/databases';
import { aHint, aRecord } from '../__testUtils__/records';
import { Store } from '../types';

const databases = testDatabases();
const limits = { total: 2, perRepository: undefined };

async function claimAll(store: Store, ...numbers: number[]) {
  for (const number of numbers) await store.enqueue(aHint({ number }));
  const claims = await store.claimDue({
    worker: 'one',
    limit: 99,
    leaseMilliseconds: 60_000,
  });
  return claims.sort((one, other) => one.number - other.number);
}

const endAs = (phase: 'queued' | 'gone') => (number: number) => ({
  record: aRecord({ id: `web-pr-${number}`, phase }),
  history: [],
  lookAgainAfterMilliseconds: undefined,
});

describe.each(databases.ids)('admitPreview on %s', id => {
  it('lets in as many as the limits allow, once', async () => {
    const { knex, store } = await databases.openStore(id);
    await claimAll(store, 1, 2, 3);
    expect(await store.admit('web-pr-1', limits)).toEqual({ admitted: true });
    expect(await store.admit('web-pr-2', limits)).toEqual({ admitted: true });
    const full = { admitted: false, ahead: 0, limit: 'total' };
    expect(await store.admit('web-pr-3', limits)).toEqual(full);

    const { writes } = countWrites(knex);
    expect(await store.admit('web-pr-1', limits)).toEqual({ admitted: true });
    expect(await store.admit('web-pr-3', limits)).toEqual(full);
    expect(writes).toEqual([]);
  });

  it('never gives one place to two that ask at the same time', async () => {
    const { store } = await databases.openStore(id);
    await claimAll(store, 1, 2, 3, 4, 5, 6);
    const verdicts = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(number => store.admit(`web-pr-${number}`, limits)),
    );
    expect(verdicts.filter(({ admitted }) => admitted)).toHaveLength(2);
  });

  it('looks at the one that waits longest when another is gone', async () => {
    const { store } = await databases.openStore(id);
    const claims = await claimAll(store, 1, 2, 3, 4);
    for (const { previewId } of claims) await store.admit(previewId, limits);
    await store.complete(claims[2], endAs('queued')(3));
    await store.complete(claims[3], endAs('queued')(4));
    expect(await store.nextDue()).toBeGreaterThan(0);

    await store.complete(claims[0], endAs('gone')(1));
    const [next, ...others] = await claimAll(store);
    expect(others).toEqual([]);
    expect(next).toMatchObject({
      previewId: 'web-pr-3',
      causes: ['a place became free'],
    });
    expect(await store.admit('web-pr-4', limits)).toMatchObject({ ahead: 1 });
    expect(await store.admit('web-pr-3', limits)).toEqual({ admitted: true });
  });

  it('gives a place back when the preview is forgotten', async () => {
    const { store } = await databases.openStore(id);
    const claims = await claimAll(store, 1, 2, 3);
    for (const { previewId } of claims) await store.admit(previewId, limits);
    await store.complete(claims[0], { ...endAs('gone')(1), record: undefined });
    expect(await store.admit('web-pr-3', limits)).toEqual({ admitted: true });
  });

  it('does not know previews that nobody hinted at', async () => {
    const { store } = await databases.openStore(id);
    await expect(store.admit('web-pr-1', limits)).rejects.toThrow(
      'There is no preview web-pr-1',
    );
  });
});
