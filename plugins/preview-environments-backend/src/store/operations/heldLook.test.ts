import { Claim } from '../../preview';
import { expireLeases, testDatabases } from '../__testUtils__/databases';
import { aHint, aRecord, claimOne } from '../__testUtils__/records';
import { Store } from '../types';

const databases = testDatabases();
const result = {
  record: aRecord(),
  history: [{ phase: 'deploying' as const, reason: 'x', cause: 'y' }],
  lookAgainAfterMilliseconds: undefined,
};
const failure = {
  message: 'boom',
  retryAfterMilliseconds: 1_000,
  unknown: true,
};

const uses: Array<[string, (store: Store, claim: Claim) => Promise<unknown>]> =
  [
    ['complete', (store, claim) => store.complete(claim, result)],
    [
      'fail',
      async (store, claim) => (await store.fail(claim, failure)) !== 'lost',
    ],
    ['renew', (store, claim) => store.renew(claim, 60_000)],
    ['release', (store, claim) => store.release([claim])],
  ];

describe.each(databases.ids)('a lease on %s (7.3)', id => {
  it.each(uses)('that was taken over cannot %s', async (_name, use) => {
    const { knex, store } = await databases.openStore(id);
    await store.enqueue(aHint());
    const lost = await claimOne(store, 'one');
    await expireLeases(knex);
    const held = await claimOne(store, 'two');
    const before = await knex('preview_looks').select();

    expect(await use(store, lost)).toBeFalsy();

    expect(await knex('preview_looks').select()).toEqual(before);
    expect(await store.get('web-pr-42')).toBeUndefined();
    expect((await store.history('web-pr-42', { limit: 9 })).entries).toEqual(
      [],
    );
    expect(await store.complete(held, result)).toBe(true);
  });

  it.each(uses)('that was ended cannot %s', async (_name, use) => {
    const { knex, store } = await databases.openStore(id);
    await store.enqueue(aHint());
    const claim = await claimOne(store);
    await store.complete(claim, { ...result, history: [] });
    const before = await knex('preview_looks').select();
    expect(await use(store, claim)).toBeFalsy();
    expect(await knex('preview_looks').select()).toEqual(before);
  });

  it('that was lost with its worker loses nothing it was asked, nor what came meanwhile', async () => {
    const { knex, store } = await databases.openStore(id);
    const cause = 'webhook pull_request.closed';
    await store.enqueue(aHint());
    const stopped = await claimOne(store, 'one');
    await store.enqueue(aHint({ cause }));
    await expireLeases(knex);

    const next = await claimOne(store, 'two');
    expect(next.causes).toEqual([...stopped.causes, cause]);
    // The worker goes on after the pause and knows nothing of it.
    expect(await store.complete(stopped, result)).toBe(false);
    await store.enqueue(aHint({ cause: 'webhook pull_request.reopened' }));
    expect(await store.complete(next, result)).toBe(true);
    expect((await claimOne(store, 'one')).causes).toEqual([
      'webhook pull_request.reopened',
    ]);
  });

  it('that ran out may still end while nobody took it over', async () => {
    const { knex, store } = await databases.openStore(id);
    await store.enqueue(aHint());
    const claim = await claimOne(store);
    await expireLeases(knex);
    expect(await store.complete(claim, result)).toBe(true);
  });

  it('that is renewed keeps its generation and is not taken over', async () => {
    const { knex, store } = await databases.openStore(id);
    await store.enqueue(aHint());
    const claim = await claimOne(store);
    await expireLeases(knex);
    const renewed = await store.renew(claim, 60_000);
    expect(renewed?.leaseGeneration).toBe(claim.leaseGeneration);
    await expect(claimOne(store, 'two')).rejects.toThrow('Nothing is due');
  });

  it('that is given back is due at once and no take-over, with the causes kept', async () => {
    const { store } = await databases.openStore(id);
    await store.enqueue(aHint());
    const claim = await claimOne(store, 'one');
    await store.release([claim]);
    const next = await claimOne(store, 'two');
    expect(next.takenOverAt).toBeUndefined();
    expect(next.causes).toEqual(claim.causes);
  });
});
