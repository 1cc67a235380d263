import { mockServices } from '@backstage/backend-test-utils';
import { labelsOf, Namespace, OwnObjects } from '../kubernetes';
import { MemoryCluster } from '../kubernetes/__testUtils__/memoryCluster';
import { testDatabases } from '../store/__testUtils__/databases';
import {
  aHint,
  aRecord,
  claimOne,
  remember,
} from '../store/__testUtils__/records';
import { stampAnnotations } from '../workspace';
import { stamp } from './__testUtils__/found';
import { SweptCluster } from './inventory';
import { Survey } from './Survey';

const databases = testDatabases();
const instance = 'test';

/** A cluster with the namespaces of previews that it is told of. */
class Cluster {
  readonly memory = new MemoryCluster();

  namespace(id: string, said = stamp(Number(id.split('-').at(-1)))): this {
    const annotations = stampAnnotations(said);
    const set = Object.keys(annotations).map(key => [`f:${key}`, {}]);
    const fieldsV1 = {
      'f:metadata': { 'f:annotations': Object.fromEntries(set) },
    };
    this.memory.put(Namespace, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: `pv-${id}`,
        labels: labelsOf({ instance, id }),
        annotations,
        managedFields: [{ manager: 'preview-environments', fieldsV1 }],
      },
    });
    return this;
  }

  swept(name: string): SweptCluster {
    const objects = new OwnObjects({ client: this.memory, instance });
    return {
      name,
      objects,
      argoCd: { cluster: name, namespace: 'previews', objects },
    };
  }
}

describe.each(databases.ids)('the survey on %s', database => {
  async function setUp(clusters: Record<string, Cluster>) {
    const { store, knex } = await databases.openStore(database);
    const survey = new Survey({
      clusters: Object.entries(clusters).map(([name, cluster]) =>
        cluster.swept(name),
      ),
      instance,
      namespacePrefix: 'pv-',
      store,
      logger: mockServices.logger.mock(),
    });
    return { store, knex, survey };
  }

  it('remembers again what an empty database has lost (7.20)', async () => {
    const dev = new Cluster().namespace('web-pr-42').namespace('web-pr-43');
    const prod = new Cluster().namespace('web-pr-42');
    const { survey, store } = await setUp({ dev, prod });
    expect((await survey.take()).suspects).toEqual([]);
    expect(await store.get('web-pr-42')).toMatchObject({
      id: 'web-pr-42',
      clusters: ['dev', 'prod'],
      createdAt: stamp().createdAt,
      phase: 'provisioning',
      pullRequest: { number: 42, url: stamp().url },
    });
    const { entries } = await store.history('web-pr-43', { limit: 5 });
    expect(entries).toMatchObject([{ cause: 'sweep' }]);
    const claims = await store.claimDue({
      worker: 'w',
      limit: 5,
      leaseMilliseconds: 60_000,
    });
    expect(claims.map(({ previewId }) => previewId).sort()).toEqual([
      'web-pr-42',
      'web-pr-43',
    ]);
    expect(dev.memory.writes).toEqual([]);
  });

  it('does so once, and writes nothing when it knows everything (7.31)', async () => {
    const dev = new Cluster().namespace('web-pr-42');
    const { survey, store } = await setUp({ dev });
    await survey.take();
    const known = await store.get('web-pr-42');
    const claim = await claimOne(store);
    await store.complete(claim, {
      record: known,
      history: [],
      lookAgainAfterMilliseconds: undefined,
    });
    await survey.take();
    expect(await store.get('web-pr-42')).toEqual(known);
    expect(await store.nextDue()).toBeUndefined();
  });

  it('lets nobody say that it is the preview of another repository', async () => {
    const strange = stamp(42, {
      repository: { host: 'github.com', owner: 'eve', name: 'web', id: '666' },
    });
    const dev = new Cluster().namespace('web-pr-42', strange);
    const { survey, store } = await setUp({ dev });
    await store.enqueue(aHint({ number: 1 }));
    expect((await survey.take()).suspects).toMatchObject([
      {
        id: 'dev.web-pr-42',
        removal: 'directly',
        reason: expect.stringContaining('are those of github.com/acme/web'),
      },
    ]);
    expect(await store.get('web-pr-42')).toBeUndefined();
  });

  it('tells a record of a cluster that it does not name', async () => {
    const dev = new Cluster().namespace('web-pr-42');
    const prod = new Cluster().namespace('web-pr-42');
    const { survey, store } = await setUp({ dev, prod });
    await remember(store, aRecord({ clusters: ['dev'] }));
    await survey.take();
    const record = await store.get('web-pr-42');
    expect(record?.clusters).toEqual(['dev', 'prod']);
    expect((await claimOne(store)).causes).toEqual(['sweep']);
  });

  it('takes no notice of what an administrator gave up', async () => {
    const dev = new Cluster().namespace('web-pr-42');
    const { survey, store } = await setUp({ dev });
    await remember(store, aRecord({ phase: 'gone', clusters: [] }));
    const { suspects } = await survey.take();
    expect(suspects).toHaveLength(1);
    await store.abandon({
      previewId: 'web-pr-42',
      abandonedBy: 'user:default/ann',
      objects: suspects[0].objects,
    });
    expect((await survey.take()).suspects).toEqual([]);
  });

  it('concludes nothing of a cluster that it can not read', async () => {
    const dev = new Cluster().namespace('web-pr-42');
    dev.memory.before.list = () => {
      throw new Error('a mistake of ours');
    };
    const { survey, store } = await setUp({ dev });
    await expect(survey.take()).rejects.toThrow('a mistake of ours');
    expect(await store.get('web-pr-42')).toBeUndefined();
  });
});
