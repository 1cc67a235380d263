import { testDatabases } from '../__testUtils__/databases';
import { aRecord, claimOne, remember } from '../__testUtils__/records';

const databases = testDatabases();
const requestedBy = 'user:default/mona';
const nothingNew = { history: [], lookAgainAfterMilliseconds: undefined };

describe.each(databases.ids)('recordWish on %s', id => {
  it('is shown in the record and makes a look due', async () => {
    const { store } = await databases.openStore(id);
    await remember(store, aRecord());
    expect(
      await store.request('web-pr-42', { kind: 'removal', requestedBy }),
    ).toBe(true);
    expect(await store.get('web-pr-42')).toMatchObject({
      removal: { requestedBy, headSha: aRecord().pullRequest.head.sha },
    });
    expect((await claimOne(store)).causes).toEqual([
      'removal requested by user:default/mona',
    ]);
  });

  it('is no business of unknown previews', async () => {
    const { store } = await databases.openStore(id);
    expect(
      await store.request('web-pr-42', { kind: 'removal', requestedBy }),
    ).toBe(false);
    expect(await store.nextDue()).toBeUndefined();
  });

  it('survives a look that was under way and did not see it', async () => {
    const { store } = await databases.openStore(id);
    await remember(store, aRecord());
    await store.enqueueKnown('web-pr-42', 'listing');
    const claim = await claimOne(store);

    await store.request('web-pr-42', { kind: 'redeploy', requestedBy });
    await store.complete(claim, { ...nothingNew, record: aRecord() });
    expect(await store.get('web-pr-42')).toMatchObject({
      redeploy: { requestedBy },
    });

    await store.complete(await claimOne(store), {
      ...nothingNew,
      record: aRecord(),
    });
    expect((await store.get('web-pr-42'))?.redeploy).toBeUndefined();
    expect(await store.nextDue()).toBeUndefined();
  });

  it('takes the place of the one before', async () => {
    const { store } = await databases.openStore(id);
    const removal = { requestedBy, headSha: 'abc' };
    await remember(store, aRecord({ removal }));
    await store.request('web-pr-42', { kind: 'removal', requestedBy });
    await store.request('web-pr-42', { kind: 'redeploy', requestedBy });
    expect(await store.get('web-pr-42')).toMatchObject({
      removal: undefined,
      redeploy: { requestedBy },
    });
    expect((await store.query({ limit: 1 }))[0].removal).toBeUndefined();
  });
});
