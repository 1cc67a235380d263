import { testDatabases } from '../__testUtils__/databases';
import { aRecord, remember } from '../__testUtils__/records';

const databases = testDatabases();

describe.each(databases.ids)('countPreviews on %s', id => {
  it('counts by phase, and among them what is stuck', async () => {
    const { store } = await databases.openStore(id);
    const { pullRequest } = aRecord();
    for (const [number, phase, stuckSince] of [
      [1, 'ready', undefined],
      [2, 'terminating', undefined],
      [3, 'terminating', new Date()],
    ] as const) {
      await remember(
        store,
        aRecord({
          id: `web-pr-${number}`,
          pullRequest: { ...pullRequest, number },
          phase,
          stuckSince,
        }),
      );
    }
    expect(await store.countPreviews()).toEqual([
      { phase: 'ready', count: 1, stuck: 0 },
      { phase: 'terminating', count: 2, stuck: 1 },
    ]);
  });
});
