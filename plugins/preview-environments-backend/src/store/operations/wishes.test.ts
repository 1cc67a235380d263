import { testDatabases } from '../__testUtils__/databases';
import { aRecord, claimOne, remember } from '../__testUtils__/records';

const databases = testDatabases();
const ann = 'user:default/ann';
const bob = 'user:default/bob';
const id = 'web-pr-42';
const day = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * day);
const nothingNew = { history: [], lookAgainAfterMilliseconds: undefined };

describe.each(databases.ids)('wishes on %s', database => {
  it('on different topics do not lose each other', async () => {
    const { store } = await databases.openStore(database);
    await remember(store, aRecord());
    const until = inDays(2);
    await store.request(id, { kind: 'extend', requestedBy: ann, until });
    await store.request(id, { kind: 'removal', requestedBy: bob });
    await store.request(id, { kind: 'keep', requestedBy: ann });
    expect(await store.get(id)).toMatchObject({
      removal: { requestedBy: bob },
      kept: true,
      expiry: { extension: { requestedBy: ann, until } },
    });
  });

  it('for more time add up to the latest end', async () => {
    const { store } = await databases.openStore(database);
    await remember(store, aRecord());
    const [later, sooner] = [inDays(7), inDays(1)];
    await store.request(id, { kind: 'extend', requestedBy: ann, until: later });
    await store.request(id, {
      kind: 'extend',
      requestedBy: bob,
      until: sooner,
    });
    expect((await store.get(id))?.expiry.extension?.until).toEqual(later);
  });

  it('to keep and to let go replace each other', async () => {
    const { store } = await databases.openStore(database);
    await remember(store, aRecord());
    await store.request(id, { kind: 'keep', requestedBy: ann });
    await store.request(id, { kind: 'unkeep', requestedBy: bob });
    const record = await store.get(id);
    expect(record?.kept).toBe(false);
    expect(record?.expiry.extension?.requestedBy).toBe(bob);
  });

  it('that no phase tells of are in the timeline at once, with who wished', async () => {
    const { store } = await databases.openStore(database);
    await remember(store, aRecord());
    await store.request(id, { kind: 'keep', requestedBy: ann });
    await store.request(id, { kind: 'redeploy', requestedBy: ann });
    const { entries } = await store.history(id, { limit: 10 });
    expect(entries).toEqual([
      {
        at: expect.any(Date),
        phase: 'deploying',
        reason: 'Kept by user:default/ann: it does not expire.',
        cause: 'keep requested by user:default/ann',
      },
    ]);
  });

  it('are forgotten once a look has seen them, and stay with the record that it wrote', async () => {
    const { store, knex } = await databases.openStore(database);
    await remember(store, aRecord());
    await store.request(id, { kind: 'keep', requestedBy: ann });
    const claim = await claimOne(store);
    const record = await store.get(id);
    await store.complete(claim, { ...nothingNew, record });
    expect(await knex('preview_wishes').select()).toEqual([]);
    expect((await store.get(id))?.kept).toBe(true);
  });

  it('of a record of before there was expiry find a life to extend', async () => {
    const { store, knex } = await databases.openStore(database);
    const { expiry: _expiry, ...old } = aRecord();
    await remember(store, aRecord());
    await knex('previews').update({ state: JSON.stringify(old) });
    expect((await store.get(id))?.expiry).toMatchObject({
      startedAt: old.createdAt,
      asked: { idle: undefined, max: undefined, failed: undefined },
    });
  });
});
