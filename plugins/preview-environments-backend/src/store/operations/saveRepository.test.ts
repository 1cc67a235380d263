import { countWrites, testDatabases } from '../__testUtils__/databases';

const databases = testDatabases();
const status = {
  host: 'github.com',
  owner: 'acme',
  name: 'web',
  id: '1',
  listedAt: new Date('2026-11-21T10:00:00.123Z'),
  problems: ['The app is not installed.'],
};

describe.each(databases.ids)('saveRepository on %s', id => {
  it('is read back, and replaced', async () => {
    const { store } = await databases.openStore(id);
    const unread = { ...status, id: undefined, listedAt: undefined };
    await store.recordRepository(unread);
    expect(await store.repositories()).toEqual([unread]);
    await store.recordRepository(status);
    expect(await store.repositories()).toEqual([status]);
  });

  it('writes nothing that is written already (7.31)', async () => {
    const { knex, store } = await databases.openStore(id);
    await store.recordRepository(status);
    const { writes } = countWrites(knex);
    await store.recordRepository(status);
    expect(writes).toEqual([]);
  });
});
