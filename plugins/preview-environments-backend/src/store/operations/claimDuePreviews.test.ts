import {
  countWrites,
  expireLeases,
  testDatabases,
} from '../__testUtils__/databases';
import { aHint, aRecord, claimOne } from '../__testUtils__/records';

const databases = testDatabases();
const leaseMilliseconds = 60_000;

describe.each(databases.ids)('claimDuePreviews on %s', id => {
  it('gives every preview to one of the workers that ask at the same time', async () => {
    const { store } = await databases.openStore(id);
    for (let number = 1; number <= 50; number++) {
      await store.enqueue(aHint({ number }));
    }
    const claims = await Promise.all(
      ['one', 'two', 'three'].map(worker =>
        store.claimDue({ worker, limit: 10, leaseMilliseconds }),
      ),
    );
    const claimed = claims.flat().map(({ previewId }) => previewId);
    expect(claimed).toHaveLength(30);
    expect(new Set(claimed).size).toBe(30);
  });

  // SQLite has one writer at a time: nobody can be in the middle of a claim.
  (id === 'SQLITE_3' ? it.skip : it)(
    'does not wait for a row that somebody is just taking',
    async () => {
      const { knex, store } = await databases.openStore(id);
      await store.enqueue(aHint({ number: 1 }));
      await store.enqueue(aHint({ number: 2 }));
      await knex.transaction(async other => {
        await other('preview_looks').where({ number: 1 }).forUpdate();
        const { number } = await claimOne(store);
        // eslint-disable-next-line jest/no-standalone-expect -- the rule does not recognise a chosen `it`
        expect(number).toBe(2);
      });
    },
  );

  it('writes nothing when nothing is due (7.31)', async () => {
    const { knex, store } = await databases.openStore(id);
    await store.enqueue(aHint());
    await claimOne(store);
    const { writes } = countWrites(knex);
    const again = await store.claimDue({
      worker: 'two',
      limit: 10,
      leaseMilliseconds,
    });
    expect(again).toEqual([]);
    expect(writes).toEqual([]);
  });

  it('takes over from a worker that let its lease run out, and says when (7.3)', async () => {
    const now = new Date('2030-01-01T00:00:00Z');
    const { knex, store } = await databases.openStore(id, {
      now: () => now,
      monotonic: () => 0,
    });
    await store.enqueue(aHint());
    const first = await claimOne(store, 'one');
    await expireLeases(knex);

    const second = await claimOne(store, 'two');
    expect(second.leaseGeneration).toBe(first.leaseGeneration + 1);
    expect(second.takenOverAt).toEqual(now);
    expect(second.causes).toEqual(first.causes);
  });

  it('counts the looks that were not written down, however they ended', async () => {
    const { knex, store } = await databases.openStore(id);
    await store.enqueue(aHint());
    const next = async () => {
      await store.enqueue(aHint());
      return claimOne(store);
    };
    const first = await claimOne(store);
    await store.release([first]);
    const afterRelease = await next();
    await store.fail(afterRelease, {
      message: 'boom',
      retryAfterMilliseconds: 0,
      unknown: false,
    });
    const afterFailure = await next();
    await expireLeases(knex);
    const afterTakeOver = await next();
    await store.complete(afterTakeOver, {
      record: aRecord(),
      history: [],
      lookAgainAfterMilliseconds: undefined,
    });
    const afterAll = await next();
    expect(
      [first, afterRelease, afterFailure, afterTakeOver, afterAll].map(
        ({ unfinished }) => unfinished,
      ),
    ).toEqual([0, 1, 2, 3, 0]);
  });

  it('tells the take-over by intervals of the database, whatever our clock says', async () => {
    const { knex, store } = await databases.openStore(id, {
      now: () => new Date('2030-01-01T00:00:00Z'),
      monotonic: () => 0,
    });
    await store.enqueue(aHint());
    await claimOne(store, 'one');
    await knex('preview_looks').update({
      lease_until: null,
      lease_owner: null,
      taken_over_at: knex.raw('next_look - 10000'),
    });
    const { takenOverAt } = await claimOne(store, 'two');
    expect(takenOverAt?.getTime()).toBeLessThanOrEqual(
      Date.parse('2029-12-31T23:59:50Z'),
    );
    expect(takenOverAt?.getTime()).toBeGreaterThan(
      Date.parse('2029-12-31T23:59:00Z'),
    );
  });

  it('measures what is left of a lease by a clock that never jumps', async () => {
    let monotonic = 1_000;
    const { store } = await databases.openStore(id, {
      now: () => new Date(),
      monotonic: () => monotonic,
    });
    await store.enqueue(aHint());
    const claim = await claimOne(store);
    expect(claim.remainingMilliseconds()).toBe(60_000);
    monotonic += 59_000;
    expect(claim.remainingMilliseconds()).toBe(1_000);

    const renewed = await store.renew(claim, 30_000);
    expect(renewed?.remainingMilliseconds()).toBe(30_000);
    monotonic += 90_000;
    expect(renewed?.remainingMilliseconds()).toBe(0);
  });
});
