import { testDatabases } from '../__testUtils__/databases';

const databases = testDatabases();
const key = { previewId: 'web-pr-42', sha: 'a'.repeat(40), build: 'CircleCI' };
const retryAfterMilliseconds = 15_000;

describe.each(databases.ids)('builds that were asked for, on %s', database => {
  it('are begun by one of all who try', async () => {
    const { store } = await databases.openStore(database);
    const attempt = () =>
      store.beginBuild(key, { attempts: 0, retryAfterMilliseconds });
    const begun = await Promise.all([attempt(), attempt(), attempt()]);
    expect(begun.filter(Boolean)).toHaveLength(1);
    expect(await attempt()).toBe(false);
  });

  it('are known before it is known what came of them', async () => {
    const { store } = await databases.openStore(database);
    await store.beginBuild(key, { attempts: 0, retryAfterMilliseconds });
    const asked = await store.askedBuilds(key.previewId, key.sha);
    expect(asked).toEqual({
      CircleCI: {
        attempts: 1,
        sentAt: undefined,
        retryAt: expect.any(Date),
        url: undefined,
        runId: undefined,
        problem: undefined,
      },
    });
  });

  it('are tried again by whoever knows how many times that was', async () => {
    const { store } = await databases.openStore(database);
    await store.beginBuild(key, { attempts: 0, retryAfterMilliseconds });
    await store.endBuild(key, { problem: 'down', retryAfterMilliseconds });
    const again = (attempts: number) =>
      store.beginBuild(key, { attempts, retryAfterMilliseconds });
    expect(await again(2)).toBe(false);
    expect(await again(1)).toBe(true);
    expect(await again(1)).toBe(false);
    await store.endBuild(key, {
      url: 'https://ci.example.com/7',
      runId: '7',
    });
    expect(await store.askedBuilds(key.previewId, key.sha)).toEqual({
      CircleCI: {
        attempts: 2,
        sentAt: expect.any(Date),
        retryAt: undefined,
        url: 'https://ci.example.com/7',
        runId: '7',
        problem: undefined,
      },
    });
  });

  it('are those of one commit', async () => {
    const { store } = await databases.openStore(database);
    await store.beginBuild(key, { attempts: 0, retryAfterMilliseconds });
    expect(await store.askedBuilds(key.previewId, 'b'.repeat(40))).toEqual({});
    expect(await store.askedBuilds('web-pr-43', key.sha)).toEqual({});
  });
});
