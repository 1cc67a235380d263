import { countWrites, testDatabases } from '../__testUtils__/databases';
import { aHint, claimOne } from '../__testUtils__/records';

const databases = testDatabases();
const opened = 'webhook pull_request.opened';
const pushed = 'webhook pull_request.synchronize';
const nothing = {
  record: undefined,
  history: [],
  lookAgainAfterMilliseconds: undefined,
};

describe.each(databases.ids)('markDue on %s', id => {
  it('makes a look due at once', async () => {
    const { store } = await databases.openStore(id);
    expect(await store.enqueue(aHint())).toBe('web-pr-42');
    expect(await store.nextDue()).toBe(0);
    expect(await claimOne(store)).toMatchObject({
      previewId: 'web-pr-42',
      repository: aHint().repository,
      number: 42,
      attempts: 0,
      causes: [opened],
      takenOverAt: undefined,
    });
  });

  it('writes nothing when it is due for the same cause already (7.31)', async () => {
    const { knex, store } = await databases.openStore(id);
    await store.enqueue(aHint());
    const { writes } = countWrites(knex);
    await store.enqueue(aHint());
    await store.enqueueKnown('web-pr-42', opened);
    expect(writes).toEqual([]);
  });

  it('hands on every cause once, the newest last', async () => {
    const { store } = await databases.openStore(id);
    await store.enqueue(aHint());
    await store.enqueueKnown('web-pr-42', pushed);
    await store.enqueue(aHint());
    expect((await claimOne(store)).causes).toEqual([opened, pushed]);
  });

  it('keeps the ten newest causes', async () => {
    const { store } = await databases.openStore(id);
    for (let count = 1; count <= 14; count++) {
      await store.enqueue(aHint({ cause: `cause ${count}` }));
    }
    const { causes } = await claimOne(store);
    expect(causes).toHaveLength(10);
    expect(causes[9]).toBe('cause 14');
  });

  it('keeps the place in the queue of what is due already', async () => {
    const { knex, store } = await databases.openStore(id);
    await store.enqueue(aHint({ number: 1 }));
    await store.enqueue(aHint({ number: 2 }));
    await knex('preview_looks')
      .where({ number: 1 })
      .update({ next_look: 1_000 });
    await store.enqueueKnown('web-pr-1', pushed);
    expect((await claimOne(store)).previewId).toBe('web-pr-1');
  });

  it.each`
    scenario                        | cause
    ${'with a cause of its own'}    | ${pushed}
    ${'with the cause of the look'} | ${opened}
  `(
    'makes a look due again at once by a hint during it, $scenario',
    async ({ cause }) => {
      const { knex, store } = await databases.openStore(id);
      await store.enqueue(aHint());
      const claim = await claimOne(store);

      await store.enqueue(aHint({ cause }));
      const { writes } = countWrites(knex);
      await store.enqueue(aHint({ cause }));
      expect(writes).toEqual([]);

      expect(await store.complete(claim, nothing)).toBe(true);
      expect((await claimOne(store)).causes).toEqual([cause]);
    },
  );

  it('keeps a hint that comes when the lease has run out but the look still ends', async () => {
    const { knex, store } = await databases.openStore(id);
    await store.enqueue(aHint());
    const claim = await claimOne(store);
    await knex('preview_looks').update({ lease_until: 1 });

    await store.enqueue(aHint());
    expect(await store.complete(claim, nothing)).toBe(true);
    expect((await claimOne(store)).causes).toEqual([opened]);
  });

  it('never counts generations down, not even when a row was forgotten', async () => {
    const { store } = await databases.openStore(id);
    await store.enqueue(aHint());
    const first = await claimOne(store);
    await store.complete(first, nothing);
    expect(await store.nextDue()).toBeUndefined();

    await store.enqueue(aHint());
    const second = await claimOne(store);
    expect(second.leaseGeneration).toBeGreaterThan(first.leaseGeneration);
    expect(await store.complete(first, nothing)).toBe(false);
  });

  it('ignores previews that nobody knows', async () => {
    const { store } = await databases.openStore(id);
    await store.enqueueKnown('web-pr-7', 'watch Application');
    expect(await store.nextDue()).toBeUndefined();
  });
});
