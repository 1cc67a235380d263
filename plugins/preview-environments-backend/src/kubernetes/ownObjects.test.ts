import { FIELD_MANAGER } from '@previewenv/plugin-preview-environments-common';
import { failure, MemoryCluster } from './__testUtils__/memoryCluster';
import { withAppliedHash } from './desiredState';
import { OwnObjects } from './ownObjects';
import { labelsOf } from './ownership';
import { Namespace, Service } from './resources';
import { KubernetesObject } from './types';

const id = 'web-pr-1';
const instance = 'default';
const labels = labelsOf({ instance, id });
const ref = { resource: Service, namespace: 'pv-web-pr-1', name: 'cart' };
const now = Date.parse('2030-01-01T00:10:00Z');

function service(
  externalName: string,
  metadata: Partial<KubernetesObject['metadata']> = {},
): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'cart', namespace: 'pv-web-pr-1', labels, ...metadata },
    spec: { type: 'ExternalName', externalName },
  };
}

function setUp() {
  const cluster = new MemoryCluster();
  const own = new OwnObjects({ client: cluster, instance, now: () => now });
  return { cluster, own };
}

describe('making an object be as desired', () => {
  it('creates what is not there and writes nothing the second time', async () => {
    const { cluster, own } = setUp();
    await expect(own.ensure(Service, service('a'))).resolves.toBe('created');
    await expect(own.ensure(Service, service('a'))).resolves.toBe('unchanged');
    expect(cluster.writes).toEqual(['create Service pv-web-pr-1/cart']);
  });

  it('applies a change to the object that was read', async () => {
    const { cluster, own } = setUp();
    const { uid } = cluster.put(Service, service('a')).metadata;
    await expect(own.ensure(Service, service('b'))).resolves.toBe('updated');
    expect(cluster.writes).toEqual(['apply Service pv-web-pr-1/cart']);
    expect(cluster.read(ref)).toMatchObject({
      metadata: { uid },
      spec: { externalName: 'b' },
    });
  });

  it('takes over the fields of its own POST before the first apply, or they could never be removed', async () => {
    const { cluster, own } = setUp();
    const theirs = {
      manager: 'argocd-controller',
      operation: 'Update',
    } as const;
    const managedFields = [
      { manager: FIELD_MANAGER, operation: 'Update' as const, fieldsV1: {} },
      theirs,
    ];
    cluster.put(Service, service('a', { managedFields }));
    await own.ensure(Service, service('b'));
    expect(cluster.writes).toEqual([
      'patch Service pv-web-pr-1/cart',
      'apply Service pv-web-pr-1/cart',
    ]);
  });

  it.each`
    scenario                      | metadata                                                             | message
    ${'nobody labelled it'}       | ${{ labels: {} }}                                                    | ${'it has no label app.kubernetes.io/managed-by'}
    ${'another manager owns it'}  | ${{ labels: { ...labels, 'app.kubernetes.io/managed-by': 'Helm' } }} | ${'its label app.kubernetes.io/managed-by is Helm, not preview-environments'}
    ${'another instance owns it'} | ${{ labels: labelsOf({ instance: 'other', id }) }}                   | ${'its label preview-environments.io/instance is other, not default'}
    ${"it is another preview's"}  | ${{ labels: labelsOf({ instance, id: 'cart-pr-2' }) }}               | ${'its label preview-environments.io/id is cart-pr-2, not web-pr-1'}
  `('never adopts: $scenario', async ({ metadata, message }) => {
    const { cluster, own } = setUp();
    cluster.put(Service, service('a', metadata));
    await expect(own.ensure(Service, service('b'))).rejects.toMatchObject({
      name: 'RefusedError',
      message: `Service pv-web-pr-1/cart exists and is not ours: ${message}.`,
    });
    expect(cluster.writes).toEqual([]);
  });

  it('never adopts what somebody created between the look and the POST', async () => {
    const { cluster, own } = setUp();
    cluster.before.create = () => {
      cluster.put(Service, service('theirs', { labels: {} }));
    };
    await expect(own.ensure(Service, service('a'))).rejects.toMatchObject({
      name: 'RefusedError',
    });
    expect(cluster.read(ref)).toMatchObject({
      spec: { externalName: 'theirs' },
    });
  });

  it('goes on from what another replica created between the look and the POST', async () => {
    const { cluster, own } = setUp();
    cluster.before.create = () => {
      cluster.put(Service, withAppliedHash(service('a')));
    };
    await expect(own.ensure(Service, service('a'))).resolves.toBe('unchanged');
  });

  it('waits when the object that is in the way went between the POST and the second look', async () => {
    const { cluster, own } = setUp();
    cluster.before.create = () => {
      throw failure('create', ref, 409, { reason: 'AlreadyExists' });
    };
    await expect(own.ensure(Service, service('a'))).rejects.toMatchObject({
      name: 'WaitingError',
    });
  });

  it('never revives: waits for an object that is being deleted and names what holds it', async () => {
    const { cluster, own } = setUp();
    const deletionTimestamp = '2030-01-01T00:00:00Z';
    const finalizers = ['example.test/hold'];
    cluster.put(Service, service('a', { deletionTimestamp, finalizers }));
    await expect(own.ensure(Service, service('b'))).rejects.toMatchObject({
      name: 'WaitingError',
      message:
        'Service pv-web-pr-1/cart is still being deleted: finalizer example.test/hold.',
    });
    expect(cluster.writes).toEqual([]);
  });

  it.each`
    scenario           | replacement
    ${'went'}          | ${undefined}
    ${'was made anew'} | ${service('theirs')}
  `(
    'never revives: the object $scenario before the apply',
    async ({ replacement }) => {
      const { cluster, own } = setUp();
      cluster.put(Service, service('a'));
      cluster.before.apply = () => {
        cluster.take(ref);
        if (replacement) cluster.put(Service, replacement);
      };
      await expect(own.ensure(Service, service('b'))).rejects.toMatchObject({
        name: 'WaitingError',
      });
      expect(cluster.read(ref)?.spec).toEqual(replacement?.spec);
    },
  );

  it('will not write an object without our labels', async () => {
    const { own } = setUp();
    await expect(
      own.ensure(Service, service('a', { labels: {} })),
    ).rejects.toThrow('lacks the labels of instance default');
  });
});

describe('making an object once', () => {
  it('leaves one that is there as it is', async () => {
    const { cluster, own } = setUp();
    await expect(own.create(Service, service('a'))).resolves.toBe('created');
    await expect(own.create(Service, service('b'))).resolves.toBe('unchanged');
    expect(cluster.read(ref)).toMatchObject({ spec: { externalName: 'a' } });
  });

  it("refuses somebody else's of that name", async () => {
    const { cluster, own } = setUp();
    cluster.put(Service, service('a', { labels: {} }));
    await expect(own.create(Service, service('b'))).rejects.toThrow(
      'Service pv-web-pr-1/cart exists and is not ours',
    );
    expect(cluster.read(ref)).toMatchObject({ spec: { externalName: 'a' } });
  });
});

describe('missing permissions in a namespace', () => {
  const forbidden = () => {
    throw failure('get', ref, 403, {
      message:
        'services "cart" is forbidden: User "x" cannot get resource "services"',
    });
  };

  it.each`
    scenario                | created                   | deleted                   | outcome
    ${'made a moment ago'}  | ${'2030-01-01T00:09:58Z'} | ${undefined}              | ${'WaitingError'}
    ${'made long ago'}      | ${'2030-01-01T00:00:00Z'} | ${undefined}              | ${'RefusedError'}
    ${'that is going away'} | ${'2030-01-01T00:00:00Z'} | ${'2030-01-01T00:09:58Z'} | ${'WaitingError'}
    ${'not there'}          | ${undefined}              | ${undefined}              | ${'RefusedError'}
  `('$scenario: $outcome', async ({ created, deleted, outcome }) => {
    const { cluster, own } = setUp();
    if (created) {
      cluster.put(Namespace, {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name: 'pv-web-pr-1',
          creationTimestamp: created,
          deletionTimestamp: deleted,
        },
      });
    }
    cluster.before.get = () => {
      cluster.before.get = undefined;
      forbidden();
    };
    await expect(own.ensure(Service, service('a'))).rejects.toMatchObject({
      name: outcome,
    });
  });
});

describe('removing an object', () => {
  it('deletes it and answers absent from a live read', async () => {
    const { cluster, own } = setUp();
    cluster.put(Service, service('a'));
    await expect(own.remove(ref, { id })).resolves.toEqual({ state: 'absent' });
    await expect(own.remove(ref, { id })).resolves.toEqual({ state: 'absent' });
    expect(cluster.writes).toEqual(['delete Service pv-web-pr-1/cart']);
  });

  it('deletes once and names the finalizer that holds it', async () => {
    const { cluster, own } = setUp();
    cluster.put(Service, service('a', { finalizers: ['example.test/hold'] }));
    const deleting = {
      state: 'deleting',
      blockedBy: ['finalizer example.test/hold'],
    };
    await expect(own.remove(ref, { id })).resolves.toEqual(deleting);
    await expect(own.remove(ref, { id })).resolves.toEqual(deleting);
    expect(cluster.writes).toHaveLength(1);
  });

  it('says what a namespace still holds', async () => {
    const { cluster, own } = setUp();
    cluster.put(Namespace, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'pv-web-pr-1', labels, deletionTimestamp: 'now' },
      status: {
        conditions: [
          {
            type: 'NamespaceFinalizersRemaining',
            status: 'True',
            message: 'x in 1 resource instances',
          },
          {
            type: 'NamespaceContentRemaining',
            status: 'False',
            message: 'all gone',
          },
        ],
      },
    });
    await expect(
      own.remove({ resource: Namespace, name: 'pv-web-pr-1' }, { id }),
    ).resolves.toEqual({
      state: 'deleting',
      blockedBy: ['x in 1 resource instances'],
    });
  });

  it("leaves another preview's object alone", async () => {
    const { cluster, own } = setUp();
    cluster.put(Service, service('a'));
    await expect(own.remove(ref, { id: 'cart-pr-2' })).rejects.toMatchObject({
      name: 'RefusedError',
    });
    expect(cluster.writes).toEqual([]);
  });

  it('leaves a later object of the same name alone', async () => {
    const { cluster, own } = setUp();
    cluster.put(Service, service('a'));
    cluster.before.delete = () => {
      cluster.take(ref);
      cluster.put(Service, service('theirs', { labels: {} }));
    };
    await expect(own.remove(ref, { id })).rejects.toMatchObject({
      name: 'WaitingError',
    });
    expect(cluster.read(ref)).toMatchObject({
      spec: { externalName: 'theirs' },
    });
  });

  it('is not fooled into absence by a cluster that is out of reach', async () => {
    const { cluster, own } = setUp();
    cluster.before.get = () => {
      throw failure('get', ref, undefined, {});
    };
    await expect(own.remove(ref, { id })).rejects.toMatchObject({
      name: 'WaitingError',
    });
  });
});

describe('listing and patching', () => {
  it('lists what is ours, of one preview or of all', async () => {
    const { cluster, own } = setUp();
    const other = labelsOf({ instance, id: 'cart-pr-2' });
    const foreign = labelsOf({ instance: 'other', id });
    cluster.put(Service, service('a', { name: 'a' }));
    cluster.put(Service, service('b', { name: 'b', labels: other }));
    cluster.put(Service, service('c', { name: 'c', labels: foreign }));
    cluster.put(Service, service('d', { name: 'd', labels: {} }));
    const names = async (options: object) =>
      (await own.list(Service, options)).map(({ metadata }) => metadata.name);
    await expect(names({})).resolves.toEqual(['a', 'b']);
    await expect(names({ id })).resolves.toEqual(['a']);
  });

  it('patches only the version that was read', async () => {
    const { cluster, own } = setUp();
    const live = cluster.put(Service, service('a'));
    await own.patch(Service, live, { operation: { sync: {} } }, { id });
    expect(cluster.read(ref)).toMatchObject({ operation: { sync: {} } });
    await expect(
      own.patch(Service, live, { operation: {} }, { id }),
    ).rejects.toMatchObject({ name: 'WaitingError' });
  });
});
