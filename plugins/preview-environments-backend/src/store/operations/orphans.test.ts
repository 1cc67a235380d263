import { Orphan } from '../../preview';
import { countWrites, testDatabases } from '../__testUtils__/databases';

const databases = testDatabases();
const orphan: Orphan = {
  id: 'dev.web-pr-42',
  cluster: 'dev',
  previewId: 'web-pr-42',
  objects: [
    {
      cluster: 'dev',
      apiVersion: 'v1',
      kind: 'Namespace',
      namespace: undefined,
      name: 'pv-web-pr-42',
      uid: 'uid-1',
      foundAt: new Date('2026-11-21T10:00:00.123Z'),
    },
  ],
  reason: 'Nobody knows it.',
  foundAt: new Date('2026-11-21T10:00:00.123Z'),
  confirmedAt: undefined,
  state: 'suspected',
  blockedBy: [],
};

describe.each(databases.ids)('orphans on %s', id => {
  it('are read back, changed, and forgotten', async () => {
    const { store } = await databases.openStore(id);
    const nameless = {
      ...orphan,
      id: 'dev.uid-2',
      previewId: undefined,
      foundAt: new Date('2026-11-21T09:00:00Z'),
    };
    await store.recordOrphans({ kept: [orphan, nameless], dropped: [] });
    expect(await store.orphans()).toEqual([nameless, orphan]);

    const confirmed: Orphan = {
      ...orphan,
      confirmedAt: new Date('2026-11-21T10:05:00Z'),
      state: 'removing',
      blockedBy: ['finalizer x/y'],
    };
    await store.recordOrphans({ kept: [confirmed], dropped: [nameless.id] });
    expect(await store.orphans()).toEqual([confirmed]);
  });

  it('are not written again when they are the same (7.31)', async () => {
    const { knex, store } = await databases.openStore(id);
    await store.recordOrphans({ kept: [orphan], dropped: [] });
    const { writes } = countWrites(knex);
    await store.recordOrphans({ kept: [orphan], dropped: [] });
    await store.recordOrphans({ kept: [], dropped: [] });
    expect(writes).toEqual([]);
  });

  it('are abandoned when they are released: by their uids, and by whom', async () => {
    const { store } = await databases.openStore(id);
    await store.recordOrphans({ kept: [orphan], dropped: [] });
    const by = 'user:default/ann';
    expect(await store.releaseOrphan(orphan.id, by)).toEqual(orphan);
    expect(await store.orphans()).toEqual([]);
    expect(await store.abandonedObjects()).toEqual([
      expect.objectContaining({
        uid: 'uid-1',
        cluster: 'dev',
        name: 'pv-web-pr-42',
        previewId: 'web-pr-42',
        abandonedBy: by,
      }),
    ]);
    expect(await store.releaseOrphan(orphan.id, by)).toBeUndefined();
  });
});

describe.each(databases.ids)('the state of the sweep on %s', id => {
  const sweptAt = new Date('2026-11-21T10:00:00Z');
  const problems = ['Cluster dev was not compared.'];

  it('is empty before the first sweep', async () => {
    const { store } = await databases.openStore(id);
    expect(await store.sweepStatus()).toEqual({
      sweptAt: undefined,
      problems: [],
    });
  });

  it('keeps the last success beside the problems that came after it', async () => {
    const { store } = await databases.openStore(id);
    await store.recordSweep({ sweptAt: undefined, problems });
    await store.recordSweep({ sweptAt, problems: [] });
    await store.recordSweep({ sweptAt: undefined, problems });
    expect(await store.sweepStatus()).toEqual({ sweptAt, problems });
  });

  it('is written on change only (7.31)', async () => {
    const { knex, store } = await databases.openStore(id);
    await store.recordSweep({ sweptAt, problems: [] });
    const { writes } = countWrites(knex);
    const later = new Date(sweptAt.getTime() + 300_000);
    await store.recordSweep({ sweptAt: later, problems: [] });
    expect(writes).toEqual([]);
    await store.recordSweep({ sweptAt: later, problems });
    expect(writes).not.toEqual([]);
  });
});
