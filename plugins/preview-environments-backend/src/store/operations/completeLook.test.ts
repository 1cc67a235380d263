import { componentRecord } from '../../preview/__testUtils__/builders';
import { testDatabases } from '../__testUtils__/databases';
import { aHint, aRecord, claimOne, remember } from '../__testUtils__/records';

const databases = testDatabases();
const never = { history: [], lookAgainAfterMilliseconds: undefined };

describe.each(databases.ids)('completeLook on %s', id => {
  it('remembers the record', async () => {
    const { store } = await databases.openStore(id);
    await remember(store, aRecord());
    expect(await store.get('web-pr-42')).toEqual(aRecord());
  });

  it('replaces the record', async () => {
    const { store } = await databases.openStore(id);
    await remember(store, aRecord());
    const ready = aRecord({ phase: 'ready', readyAt: new Date(0) });
    await remember(store, ready);
    expect(await store.get('web-pr-42')).toEqual(ready);
  });

  it('waits for a hint when no other look is planned', async () => {
    const { store } = await databases.openStore(id);
    await remember(store, aRecord());
    expect(await store.nextDue()).toBeUndefined();
    await store.enqueueKnown('web-pr-42', 'watch Application');
    expect((await claimOne(store)).causes).toEqual(['watch Application']);
  });

  it('plans the next look by the database’s clock', async () => {
    const { store } = await databases.openStore(id);
    await store.enqueue(aHint());
    await store.complete(await claimOne(store), {
      record: aRecord(),
      history: [],
      lookAgainAfterMilliseconds: 300_000,
    });
    const due = await store.nextDue();
    expect(due).toBeGreaterThan(200_000);
    expect(due).toBeLessThanOrEqual(300_000);
  });

  it('forgets a pull request that never asked for a preview', async () => {
    const { knex, store } = await databases.openStore(id);
    await store.enqueue(aHint());
    await store.complete(await claimOne(store), {
      ...never,
      record: undefined,
    });
    expect(await knex('preview_looks').select()).toEqual([]);
    expect(await knex('preview_look_causes').select()).toEqual([]);
    expect(await store.get('web-pr-42')).toBeUndefined();
  });

  it('leaves a tombstone in place when there is nothing new to remember', async () => {
    const { store } = await databases.openStore(id);
    const gone = aRecord({ phase: 'gone', closedAt: new Date(0) });
    await remember(store, gone);
    await store.enqueue(aHint());
    await store.complete(await claimOne(store), {
      ...never,
      record: undefined,
    });
    expect(await store.get('web-pr-42')).toEqual(gone);
    await store.enqueueKnown('web-pr-42', 'listing');
    expect((await claimOne(store)).number).toBe(42);
  });

  it('ends the count of attempts', async () => {
    const { store } = await databases.openStore(id);
    await store.enqueue(aHint());
    await store.fail(await claimOne(store), {
      message: 'boom',
      retryAfterMilliseconds: 0,
      unknown: true,
    });
    const troubles = () => store.troubles(['web-pr-42']);
    expect((await troubles()).get('web-pr-42')).toEqual({
      attempts: 1,
      message: 'boom',
      nextLookAt: expect.any(Date),
      since: expect.any(Date),
      parked: false,
    });
    const claim = await claimOne(store);
    expect(claim.attempts).toBe(1);
    await store.complete(claim, { ...never, record: aRecord() });
    expect(await troubles()).toEqual(new Map());
  });

  it('knows which entities a preview shows, as they change', async () => {
    const { store } = await databases.openStore(id);
    const showing = (...entityRefs: string[]) =>
      aRecord({
        components: [componentRecord('web', { entityRefs })],
      });
    const shown = async (ref: string) =>
      (await store.query({ entityRefs: [ref], limit: 9 })).length;

    await remember(store, showing('component:default/web', 'api:default/web'));
    expect(await shown('Component:default/web')).toBe(1);
    await remember(
      store,
      showing('component:default/web', 'component:default/shop'),
    );
    expect(await shown('api:default/web')).toBe(0);
    expect(await shown('component:default/shop')).toBe(1);
  });
});
