import { testDatabases } from '../__testUtils__/databases';
import { aHint, aRecord, claimOne, remember } from '../__testUtils__/records';

const databases = testDatabases();
const repository = aRecord().repository;
const other = { ...repository, id: '2', name: 'shop' };

describe.each(databases.ids)('open previews on %s', id => {
  it('are those of the repository that are not gone', async () => {
    const { store } = await databases.openStore(id);
    await remember(store, aRecord());
    await remember(
      store,
      aRecord({
        id: 'shop-pr-42',
        repository: other,
        pullRequest: { ...aRecord().pullRequest, repository: other },
        phase: 'gone',
      }),
    );
    expect(await store.openPreviews(repository)).toEqual([
      {
        id: 'web-pr-42',
        number: 42,
        pullRequest: aRecord().pullRequest,
        closed: false,
        unreadable: false,
        pending: false,
      },
    ]);
    expect(await store.openPreviews(other)).toEqual([]);
    const { host, owner, name, id: repositoryId } = repository;
    expect(await store.liveRepositories()).toEqual([
      { host, owner, name, id: repositoryId },
    ]);
  });

  it('say what was closed, and what cannot be read', async () => {
    const { store } = await databases.openStore(id);
    await remember(
      store,
      aRecord({
        closedAt: new Date(),
        doubt: { kind: 'unreadable', since: new Date() },
      }),
    );
    expect(await store.openPreviews(repository)).toMatchObject([
      { closed: true, unreadable: true },
    ]);
  });

  it('are pending until a look has come to an end', async () => {
    const { store } = await databases.openStore(id);
    const isPending = async () =>
      (await store.openPreviews(repository))[0].pending;
    await remember(store, aRecord());
    expect(await isPending()).toBe(false);
    await store.enqueue(aHint());
    expect(await isPending()).toBe(true);
    const claim = await claimOne(store);
    expect(await isPending()).toBe(true);
    const failure = { message: 'no', retryAfterMilliseconds: 60_000 };
    await store.fail(claim, { ...failure, unknown: false });
    expect(await isPending()).toBe(true);
  });
});
