import { testDatabases } from '../__testUtils__/databases';
import { aRecord, claimOne, remember } from '../__testUtils__/records';

const databases = testDatabases();
const namespace = {
  cluster: 'dev',
  apiVersion: 'v1',
  kind: 'Namespace',
  namespace: undefined,
  name: 'pv-web-pr-42',
  uid: 'u1',
};
const by = 'user:default/ann';

describe.each(databases.ids)('what is left in the clusters, on %s', id => {
  it('is written down with the end of the preview', async () => {
    const { store } = await databases.openStore(id);
    await remember(store, aRecord({ phase: 'terminating' }));
    await store.enqueueKnown('web-pr-42', 'release');
    await store.complete(await claimOne(store), {
      record: aRecord({ phase: 'gone' }),
      history: [],
      lookAgainAfterMilliseconds: undefined,
      abandoned: { abandonedBy: by, objects: [namespace] },
    });
    expect(await store.abandonedObjects()).toEqual([
      {
        cluster: 'dev',
        apiVersion: 'v1',
        kind: 'Namespace',
        name: 'pv-web-pr-42',
        uid: 'u1',
        previewId: 'web-pr-42',
        abandonedBy: by,
        abandonedAt: expect.any(Date),
      },
    ]);
  });

  it('is not written by a look that lost its lease', async () => {
    const { store } = await databases.openStore(id);
    await remember(store, aRecord());
    await store.enqueueKnown('web-pr-42', 'release');
    const claim = await claimOne(store);
    await store.release([claim]);
    await claimOne(store, 'worker-2');
    const abandoned = { abandonedBy: by, objects: [namespace] };
    await store.complete(claim, {
      record: aRecord({ phase: 'gone' }),
      history: [],
      lookAgainAfterMilliseconds: undefined,
      abandoned,
    });
    expect(await store.abandonedObjects()).toEqual([]);
  });

  it('is known once, by its uid; what has none could not be told apart later', async () => {
    const { store } = await databases.openStore(id);
    const unseen = { ...namespace, uid: undefined };
    for (const objects of [[namespace], [namespace, unseen], [unseen], []]) {
      await store.abandon({ previewId: undefined, abandonedBy: by, objects });
    }
    expect(await store.abandonedObjects()).toEqual([
      expect.objectContaining({ uid: 'u1', previewId: undefined }),
    ]);
  });
});
