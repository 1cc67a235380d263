import { Knex } from 'knex';
import { countWrites, testDatabases } from '../__testUtils__/databases';
import { aRecord, remember } from '../__testUtils__/records';
import { Store } from '../types';

const databases = testDatabases();
const minute = 60_000;
const cap = { share: 0.2, least: 3, windowMilliseconds: 5 * minute };
const permitted = { permitted: true };
const held = { permitted: false, because: 'held' };
const readOnce = { permitted: false, because: 'read-once' };

async function haveLive(store: Store, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, at) => `web-pr-${at + 1}`);
  for (const [at, id] of ids.entries()) {
    const record = aRecord({ id, phase: 'ready' });
    record.pullRequest.number = at + 1;
    await remember(store, record);
  }
  return ids;
}

async function ask(store: Store, ids: string[]) {
  const verdicts = [];
  for (const id of ids) verdicts.push(await store.permitRemoval(id, cap));
  return verdicts.map(verdict => verdict.permitted);
}

/** As if everything that was written had been written that much earlier. */
async function pass(knex: Knex, milliseconds: number): Promise<void> {
  for (const column of ['read_at', 'held_at', 'permitted_at'])
    await knex('removal_permits').decrement(column, milliseconds);
}

describe.each(databases.ids)('permitRemoval on %s', id => {
  it.each`
    live  | goes
    ${0}  | ${3}
    ${10} | ${3}
    ${20} | ${4}
  `('lets $goes of $live live previews go in one sweep', async row => {
    const { live, goes } = row;
    const { store } = await databases.openStore(id);
    await haveLive(store, live);
    const subjects = ['a', 'b', 'c', 'd', 'e', 'f'];
    expect(await ask(store, subjects)).toEqual(
      subjects.map((_, at) => at < goes),
    );
    expect(await store.permitRemoval('f', cap)).toMatchObject({
      ...held,
      limit: expect.any(Number),
    });
  });

  it('counts what goes as live, so that the cap does not shrink with every removal', async () => {
    const { store } = await databases.openStore(id);
    const ids = await haveLive(store, 20);
    for (const [at, one] of ids.slice(0, 4).entries()) {
      expect(await store.permitRemoval(one, cap)).toEqual(permitted);
      const record = aRecord({ id: one, phase: 'gone', clusters: [] });
      record.pullRequest.number = at + 1;
      await remember(store, record);
    }
    expect(await store.permitRemoval(ids[4], cap)).toMatchObject({
      ...held,
      limit: 4,
    });
  });

  it('counts all in one statement, so that what begins to go meanwhile does not count twice', async () => {
    const { knex, store } = await databases.openStore(id);
    await haveLive(store, 20);
    const counts: string[] = [];
    knex.on('query', ({ sql }: { sql: string }) => {
      if (/from .previews./.test(sql)) counts.push(sql);
    });
    await ask(store, ['a']);
    expect(counts).toHaveLength(1);
  });

  it('answers the same when it is asked again, and writes nothing', async () => {
    const { knex, store } = await databases.openStore(id);
    await ask(store, ['a', 'b', 'c', 'd']);
    const { writes } = countWrites(knex);
    expect(await ask(store, ['d', 'a', 'b', 'c'])).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(writes).toEqual([]);
  });

  it('never lets more go when all ask at the same time', async () => {
    const { store } = await databases.openStore(id);
    const verdicts = await Promise.all(
      ['a', 'b', 'c', 'd', 'e', 'f'].map(one => store.permitRemoval(one, cap)),
    );
    expect(
      verdicts.filter(verdict => verdict.permitted).length,
    ).toBeLessThanOrEqual(3);
  });

  it('lets the next ones go in the next sweep', async () => {
    const { knex, store } = await databases.openStore(id);
    await ask(store, ['a', 'b', 'c']);
    await pass(knex, 6 * minute);
    expect(await ask(store, ['d', 'e', 'f'])).toEqual([true, true, true]);
  });

  it('waits for an administrator once it held one back, however much time passes', async () => {
    const { knex, store } = await databases.openStore(id);
    await ask(store, ['a', 'b', 'c', 'd']);
    await pass(knex, 24 * 60 * minute);
    expect(await ask(store, ['d', 'e'])).toEqual([false, false]);
  });

  it('lets later ones go again when none waits any more', async () => {
    const { knex, store } = await databases.openStore(id);
    await ask(store, ['a', 'b', 'c', 'd']);
    await store.withdrawRemoval('d');
    await pass(knex, 6 * minute);
    expect(await ask(store, ['e'])).toEqual([true]);
  });
});

describe.each(databases.ids)('a second reading on %s', id => {
  const first = { again: false, afterMilliseconds: 5 * minute };
  const again = { ...first, again: true };

  it('permits what the first one does not', async () => {
    const { knex, store } = await databases.openStore(id);
    expect(await store.permitRemoval('a', cap, first)).toMatchObject(readOnce);
    expect(await store.permitRemoval('a', cap, again)).toMatchObject(readOnce);
    await pass(knex, 4 * minute);
    expect(await store.permitRemoval('a', cap, again)).toMatchObject(readOnce);
    await pass(knex, 2 * minute);
    expect(await store.permitRemoval('a', cap, again)).toEqual(permitted);
  });

  it.each`
    scenario                     | former
    ${'of a worker that died'}   | ${false}
    ${'that ended in a removal'} | ${true}
  `('is not the first one of former times: $scenario', async ({ former }) => {
    const { knex, store } = await databases.openStore(id);
    await store.permitRemoval('a', cap, first);
    await pass(knex, 10 * minute);
    if (former) await store.permitRemoval('a', cap, again);
    expect(await store.permitRemoval('a', cap, first)).toMatchObject(readOnce);
  });

  it('does not count, and does not hold others back, before it is one', async () => {
    const { store } = await databases.openStore(id);
    for (const one of ['a', 'b', 'c', 'd'])
      await store.permitRemoval(one, cap, first);
    expect(await ask(store, ['e', 'f', 'g'])).toEqual([true, true, true]);
    expect(await store.heldRemovals(cap)).toBeUndefined();
  });

  it('does not begin anew for what is held', async () => {
    const { store } = await databases.openStore(id);
    await ask(store, ['a', 'b', 'c', 'd']);
    expect(await store.permitRemoval('d', cap, first)).toMatchObject(held);
  });
});

describe.each(databases.ids)('releaseRemovals on %s', id => {
  it('lets go what is held, and has its previews looked at', async () => {
    const { store } = await databases.openStore(id);
    const ids = await haveLive(store, 4);
    await ask(store, ids);
    expect(await store.heldRemovals(cap)).toEqual({
      since: expect.any(Date),
      subjects: ['web-pr-4'],
      limit: 3,
    });
    expect(await store.nextDue()).toBeUndefined();

    expect(await store.releaseRemovals('user:default/ann')).toEqual([
      'web-pr-4',
    ]);
    expect(await store.heldRemovals(cap)).toBeUndefined();
    expect(await ask(store, ['web-pr-4'])).toEqual([true]);
    const [claim] = await store.claimDue({
      worker: 'one',
      limit: 9,
      leaseMilliseconds: minute,
    });
    expect(claim).toMatchObject({
      previewId: 'web-pr-4',
      causes: ['removal released by user:default/ann'],
    });
  });

  it('does not use up what may go without it', async () => {
    const { knex, store } = await databases.openStore(id);
    await ask(store, ['a', 'b', 'c', 'd']);
    await pass(knex, 6 * minute);
    await store.releaseRemovals('user:default/ann');
    expect(await ask(store, ['e', 'f', 'g', 'h'])).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it('releases nothing where nothing is held', async () => {
    const { store } = await databases.openStore(id);
    await ask(store, ['a']);
    expect(await store.releaseRemovals('user:default/ann')).toEqual([]);
  });
});
