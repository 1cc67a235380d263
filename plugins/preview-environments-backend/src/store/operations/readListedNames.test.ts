import { testDatabases } from '../__testUtils__/databases';

const databases = testDatabases();
const web = { host: 'github.com', owner: 'acme', name: 'web' };
const listed = { listedAt: new Date('2026-11-21T10:00:00.123Z'), problems: [] };

describe.each(databases.ids)('readListedNames on %s', id => {
  it('knows a repository by the names that it was listed under', async () => {
    const { store } = await databases.openStore(id);
    const shop = { ...web, name: 'shop' };
    await store.recordRepository({ ...shop, ...listed, id: '7' });
    await store.recordRepository({ ...web, ...listed, id: '7' });
    await store.recordRepository({ ...web, name: 'x', ...listed, id: '8' });
    await store.recordRepository({ ...web, host: 'ghe', ...listed, id: '7' });
    const names = await store.listedNames({ host: 'github.com', id: '7' });
    expect(names).toEqual([shop, web]);
  });

  it('forgets a name that another repository is listed under', async () => {
    const { store } = await databases.openStore(id);
    await store.recordRepository({ ...web, ...listed, id: '7' });
    await store.recordRepository({ ...web, ...listed, id: '9' });
    expect(await store.listedNames({ host: 'github.com', id: '7' })).toEqual(
      [],
    );
  });
});
