import { MemoryCluster } from '../kubernetes/__testUtils__/memoryCluster';
import {
  KubernetesObject,
  Namespace,
  OwnObjects,
  RoleBinding,
  Service,
} from '../kubernetes';
import { DesiredWorkspace } from '../preview';
import { previewId } from '../preview/__testUtils__/builders';
import { Workspaces } from './Workspaces';

const namespace = 'pv-web-pr-42';
const everything = [
  `LimitRange ${namespace}/preview-environments`,
  `Namespace ${namespace}`,
  `NetworkPolicy ${namespace}/preview-environments`,
  `ResourceQuota ${namespace}/preview-environments`,
  `RoleBinding ${namespace}/preview-environments-preview`,
  `RoleBinding ${namespace}/preview-environments-workload`,
  `Service ${namespace}/cart`,
  `ServiceAccount ${namespace}/preview-environments-workload`,
];

function desired(change: Partial<DesiredWorkspace> = {}): DesiredWorkspace {
  return {
    previewId,
    cluster: 'dev',
    namespace,
    stamp: {
      repository: { host: 'github.com', owner: 'acme', name: 'web', id: '77' },
      number: 42,
      url: 'https://github.com/acme/web/pull/42',
      createdAt: new Date('2026-03-01T11:50:00Z'),
      expiresAt: undefined,
      kept: false,
      approval: undefined,
      requestedBy: undefined,
      cleanup: [],
    },
    guardRails: [{ cpu: '1', memory: '1Gi', pods: 10 }],
    baselineNamespaces: ['shop'],
    groupNamespaces: [],
    egress: [],
    aliases: [{ name: 'cart', service: 'cart', namespace: 'shop' }],
    ...change,
  };
}

function setUp() {
  const cluster = new MemoryCluster({ namespaces: 'needed' });
  const workspaces = new Workspaces({
    clusters: () => ({
      client: cluster,
      objects: new OwnObjects({ client: cluster, instance: 'test' }),
      settings: {
        instance: 'test',
        namespaceLabels: { team: 'shop' },
        podSecurity: { enforce: 'baseline', warn: 'restricted' },
        gatewayNamespaces: ['traefik'],
        meshNamespaces: [],
      },
    }),
  });
  return { cluster, workspaces };
}

const chartService = (metadata: object): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'cart', namespace, ...metadata },
  spec: { type: 'ClusterIP', ports: [{ port: 80 }] },
});

describe('making a workspace', () => {
  it('makes everything once, the namespace and our rights in it first, and writes nothing the second time', async () => {
    const { cluster, workspaces } = setUp();
    await expect(workspaces.status(desired())).resolves.toEqual({
      state: 'absent',
    });
    await expect(workspaces.ensure(desired())).resolves.toBe('changed');
    expect(cluster.content()).toEqual(everything);
    const made = cluster.writes.filter(
      write => !write.includes('SelfSubjectReview'),
    );
    expect(made.slice(0, 2)).toEqual([
      `create Namespace ${namespace}`,
      `create RoleBinding ${namespace}/preview-environments-preview`,
    ]);
    const before = cluster.writes.length;
    await expect(workspaces.ensure(desired())).resolves.toBe('unchanged');
    expect(cluster.writes).toHaveLength(before);
    await expect(workspaces.status(desired())).resolves.toEqual({
      state: 'complete',
    });
  });

  it('asks the API server once who we are, and again when it could not say', async () => {
    const { cluster, workspaces } = setUp();
    const asked = () =>
      cluster.writes.filter(write => write.includes('SelfSubjectReview'));
    cluster.before.create = () => {
      cluster.before.create = undefined;
      throw new Error('the connection broke');
    };
    await expect(workspaces.ensure(desired())).rejects.toThrow('broke');
    await workspaces.ensure(desired());
    await workspaces.status(desired());
    expect(asked()).toHaveLength(1);
  });

  it.each<[string, string, object]>([
    [
      'a ServiceAccount',
      'system:serviceaccount:backstage:previews',
      { kind: 'ServiceAccount', namespace: 'backstage', name: 'previews' },
    ],
    [
      'a user',
      'arn:aws:iam::1:role/backstage',
      {
        kind: 'User',
        apiGroup: 'rbac.authorization.k8s.io',
        name: 'arn:aws:iam::1:role/backstage',
      },
    ],
  ])(
    'gives itself its rights in the namespace as %s',
    async (_scenario, username, subject) => {
      const { cluster, workspaces } = setUp();
      cluster.username = username;
      await workspaces.ensure(desired());
      expect(
        cluster.read({
          resource: RoleBinding,
          namespace,
          name: 'preview-environments-preview',
        }),
      ).toMatchObject({
        roleRef: { kind: 'ClusterRole', name: 'preview-environments-preview' },
        subjects: [subject],
      });
    },
  );

  it('undoes what somebody opened, and leaves alone what others added', async () => {
    const { cluster, workspaces } = setUp();
    await workspaces.ensure(desired());
    const live = cluster.read({ resource: Namespace, name: namespace })!;
    cluster.put(Namespace, {
      ...live,
      metadata: {
        ...live.metadata,
        labels: {
          ...live.metadata.labels,
          'pod-security.kubernetes.io/enforce': 'privileged',
          scanned: 'yes',
        },
      },
    });
    await expect(workspaces.ensure(desired())).resolves.toBe('changed');
    expect(
      cluster.read({ resource: Namespace, name: namespace })?.metadata.labels,
    ).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'baseline',
      scanned: 'yes',
    });
  });
});

describe("names of the baseline and the chart's own Services (rule 7.1)", () => {
  it('leaves a Service alone that Argo CD made from the chart', async () => {
    const { cluster, workspaces } = setUp();
    await workspaces.ensure(desired({ aliases: [] }));
    const annotations = {
      'argocd.argoproj.io/tracking-id': `web-pr-42-web:/Service:${namespace}/cart`,
    };
    cluster.put(Service, chartService({ annotations }));
    await expect(workspaces.ensure(desired())).resolves.toBe('unchanged');
    await expect(workspaces.status(desired())).resolves.toEqual({
      state: 'complete',
    });
    expect(
      cluster.read({ resource: Service, namespace, name: 'cart' })?.spec,
    ).toMatchObject({ type: 'ClusterIP' });
  });

  it('gives its alias up when the chart brings a Service of that name', async () => {
    const { cluster, workspaces } = setUp();
    await workspaces.ensure(desired());
    const ref = { resource: Service, namespace, name: 'cart' };
    const alias = cluster.read(ref);
    cluster.put(Service, {
      ...alias!,
      metadata: {
        ...alias!.metadata,
        annotations: {
          ...alias!.metadata.annotations,
          'argocd.argoproj.io/tracking-id': `web-pr-42-web:/Service:${namespace}/cart`,
        },
      },
    });
    await workspaces.ensure(desired());
    expect(cluster.read(ref)?.spec ?? {}).not.toHaveProperty('externalName');
  });

  it('refuses a Service of nobody known', async () => {
    const { cluster, workspaces } = setUp();
    await workspaces.ensure(desired({ aliases: [] }));
    cluster.put(Service, chartService({}));
    await expect(workspaces.ensure(desired())).rejects.toMatchObject({
      name: 'RefusedError',
      message: expect.stringContaining('exists and is not ours'),
    });
  });
});

describe('seeing a workspace', () => {
  it('is incomplete until the last object is there, naming what is missing', async () => {
    const { cluster, workspaces } = setUp();
    await workspaces.ensure(desired({ aliases: [] }));
    await expect(workspaces.status(desired())).resolves.toEqual({
      state: 'incomplete',
      reason: `Making Service cart in ${namespace}.`,
    });
    await workspaces.ensure(desired());
    await expect(workspaces.status(desired())).resolves.toEqual({
      state: 'complete',
    });
    expect(cluster.content()).toEqual(everything);
  });

  it('is incomplete, and no refusal, when a look ended before our rights in it were made', async () => {
    const { cluster, workspaces } = setUp();
    await workspaces.ensure(desired());
    const rights = {
      resource: RoleBinding,
      namespace,
      name: 'preview-environments-preview',
    };
    cluster.take(rights);
    jest.spyOn(cluster, 'get').mockImplementation(async ref => {
      const isAllowed = [Namespace, RoleBinding].includes(ref.resource);
      if (!isAllowed && !cluster.read(rights))
        throw new Error(`${ref.name} cannot be read`);
      return cluster.read(ref);
    });
    await expect(workspaces.status(desired())).resolves.toMatchObject({
      state: 'incomplete',
      reason: expect.stringContaining(
        'RoleBinding preview-environments-preview',
      ),
    });
    await workspaces.ensure(desired());
    await expect(workspaces.status(desired())).resolves.toEqual({
      state: 'complete',
    });
  });

  it('is deleting with what holds it, takes nothing new meanwhile, and is absent after that', async () => {
    const { cluster, workspaces } = setUp();
    await workspaces.ensure(desired({ aliases: [] }));
    const finalizers = ['example.test/hold'];
    cluster.put(Service, chartService({ finalizers }));
    await workspaces.destroy({ previewId, cluster: 'dev', namespace });
    const held =
      'Some content in the namespace has finalizers remaining: example.test/hold';
    await expect(workspaces.status(desired())).resolves.toEqual({
      state: 'deleting',
      reason: `The namespace ${namespace} is being removed: ${held}`,
      blockedBy: [held],
    });
    await expect(workspaces.ensure(desired())).rejects.toMatchObject({
      name: 'WaitingError',
    });
    cluster.release({ resource: Service, namespace, name: 'cart' });
    await expect(workspaces.status(desired())).resolves.toEqual({
      state: 'absent',
    });
    expect(cluster.content()).toEqual([]);
  });

  it("does not remove another preview's namespace", async () => {
    const { cluster, workspaces } = setUp();
    await workspaces.ensure(desired());
    await expect(
      workspaces.destroy({
        previewId: 'other-pr-1',
        cluster: 'dev',
        namespace,
      }),
    ).rejects.toMatchObject({ name: 'RefusedError' });
    expect(cluster.content()).toEqual(everything);
  });
});
