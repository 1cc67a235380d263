import { testDatabases } from '../__testUtils__/databases';

const databases = testDatabases();
const alert = { key: 'stuck:web-pr-42', title: 'Stuck', description: 'Look.' };

describe.each(databases.ids)('raised alerts on %s', id => {
  it('are news once, and again when their text has changed', async () => {
    const { store } = await databases.openStore(id);
    expect(await store.rememberAlert(alert)).toBe(true);
    expect(await store.rememberAlert({ ...alert, link: undefined })).toBe(
      false,
    );
    const worse = { ...alert, description: 'It is worse.' };
    expect(await store.rememberAlert(worse)).toBe(true);
    expect(await store.rememberAlert(worse)).toBe(false);
  });

  it('are news for one of several that raise them at once', async () => {
    const { store } = await databases.openStore(id);
    const news = await Promise.all(
      [1, 2, 3, 4].map(() => store.rememberAlert(alert)),
    );
    expect(news.filter(Boolean)).toHaveLength(1);
  });

  it('are over once', async () => {
    const { store } = await databases.openStore(id);
    await store.rememberAlert(alert);
    expect(await store.forgetAlert(alert.key)).toEqual(alert);
    expect(await store.forgetAlert(alert.key)).toBeUndefined();
    expect(await store.rememberAlert(alert)).toBe(true);
  });
});
